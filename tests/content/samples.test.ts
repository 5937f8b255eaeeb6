import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '#i18n/languages.ts';
import { readContent } from '#schemas/read.ts';

const root = join(import.meta.dirname, '../..');
const samples = join(root, 'content/samples');
const files = readdirSync(samples).flatMap((folder) =>
  readdirSync(join(samples, folder)).map((name) => ({ name, path: join(samples, folder, name) })),
);

/** Fenced code of a page whose title names a file, and what is in it. */
const shown = readContent(root).questions.flatMap(({ slug, prose }) =>
  LANGUAGES.flatMap((lang) =>
    [...(prose[lang] ?? '').matchAll(/^```\w+ title="([\w-]+\.(?:py|c|js|java))".*\n([\s\S]*?)^```/gm)].map(
      ([, name, code]) => ({ page: `${lang}/${slug}`, name: name!, code: code! }),
    ),
  ),
);

describe('a program on a page', () => {
  it('is shown somewhere', () => expect(shown.length).toBeGreaterThan(0));
  it.each(shown)('$name on $page is the file that is run', ({ name, code }) => {
    const file = files.find((one) => one.name === name);
    expect(file && readFileSync(file.path, 'utf8')).toBe(code);
  });
});

const has = (command: string) => spawnSync(command, ['--version']).status === 0;
const python = (name: string) =>
  execFileSync('python3', [files.find((one) => one.name === name)!.path], { encoding: 'utf8' });

describe('a program run', () => {
  it.skipIf(!has('python3'))(
    'loop.py: one slot decides between no hits and nearly all (needs python3)',
    () => {
      expect(python('loop.py')).toBe(
        '4 slots: CacheInfo(hits=0, misses=1000, maxsize=4, currsize=4)\n5 slots: CacheInfo(hits=995, misses=5, maxsize=5, currsize=5)\n',
      );
    },
  );
  it.skipIf(!has('python3'))('no-accept.py: connects though nobody accepts (needs python3)', () => {
    expect(python('no-accept.py')).toBe('connect() returned\nsent 5 bytes\n');
  });
  it.skipIf(!has('cc'))('latency.c compiles without a warning (needs cc)', () => {
    const source = files.find((one) => one.name === 'latency.c')!.path;
    const built = spawnSync(
      'cc',
      ['-O2', '-Wall', '-Wextra', '-o', join(mkdtempSync(join(tmpdir(), 'sample-')), 'latency'), source],
      { encoding: 'utf8' },
    );
    expect(built.stderr).toBe('');
    expect(built.status).toBe(0);
  });
});
