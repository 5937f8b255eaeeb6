/** The same setup gives the same trace, to the byte, in Node, Chromium and Firefox: every scenario of every sandbox. */
import { join } from 'node:path';
import { build, type Rolldown } from 'vite';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { firefox, firefoxPath } from '../offline/firefox.ts';
import { browser } from '../support/page.ts';
import { hashes } from './hashes.ts';

const root = join(import.meta.dirname, '..', '..');
const PATIENCE_MS = 120_000;
const open = browser();

let inNode: Record<string, string>;
/** The models as one script that gives `traces.hashes()`. Nothing of the kind is in the site itself. */
let script: string;
beforeAll(async () => {
  inNode = await hashes();
  const built = await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      write: false,
      lib: { entry: join(import.meta.dirname, 'hashes.ts'), formats: ['iife'], name: 'traces' },
    },
  });
  script = (built as Rolldown.RolldownOutput[])[0]!.output[0].code;
}, PATIENCE_MS);

/** A page of the site with no script of its own; what the debugger evaluates there asks no policy. */
const blank = () => `${inject('origin')}/favicon.svg`;
const asked = () => `(() => { ${script}; return traces.hashes(); })()`;

describe('the same trace', () => {
  it('there are some to compare', () => expect(Object.keys(inNode).length).toBeGreaterThan(5));
  it(
    'in Chromium as in Node',
    async () => {
      const { page, context } = await open();
      await page.goto(blank());
      expect(await page.evaluate(asked())).toEqual(inNode);
      await context.close();
    },
    PATIENCE_MS,
  );
  it.skipIf(firefoxPath === undefined)(
    'in Firefox as in Node (skipped where no Firefox is installed)',
    async () => {
      const fox = await firefox(firefoxPath!);
      try {
        await fox.goto(blank());
        expect(await fox.evaluate(asked())).toEqual(inNode);
      } finally {
        await fox.close();
      }
    },
    PATIENCE_MS,
  );
});
