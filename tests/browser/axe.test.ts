/** Every kind of page, both languages, both themes, phone and desk: axe finds nothing, the console stays silent, no other host is asked. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { models } from '#sandboxes/models.ts';
import { browser } from '../support/page.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const open = browser();

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

const kinds = [
  '/',
  '/404.html',
  ...['ko', 'en'].flatMap((lang) => [
    `/${lang}/`,
    `/${lang}/qa/three-way-handshake/`,
    `/${lang}/qa/what-is-caching/`,
    `/${lang}/quiz/`,
    ...['notebook', 'interview', 'statistics'].map((one) => `/${lang}/quiz/${one}/`),
    `/${lang}/glossary/`,
    `/${lang}/cards/`,
    `/${lang}/embed/`,
    `/${lang}/offline/`,
    `/embed/quiz/three-way-handshake/?lang=${lang}`,
    ...models.map(({ id }) => `/embed/sandbox/${id}/?lang=${lang}`),
  ]),
];
/** A page is opened in one theme and turned to the other. */
const screens = [
  { width: 1440, themes: ['light', 'dark'] },
  { width: 360, themes: ['dark', 'light'] },
] as const;

describe.each(screens)('$width px wide, $themes.0 and $themes.1', ({ width, themes }) => {
  // two pages at a time: much of it is waiting for one to be quiet
  it.concurrent.each(kinds)(
    '%s',
    async (path) => {
      const locale = path.includes('en') ? 'en-US' : 'ko-KR';
      const { page, context, complaints, foreign } = await open({
        locale,
        viewport: { width, height: 900 },
        reducedMotion: 'reduce',
      });
      const found: string[] = [];
      for (const colorScheme of themes) {
        await page.emulateMedia({ colorScheme });
        if (colorScheme === themes[0]) {
          await page.goto(path);
          await everythingMounted(page);
          await page.evaluate(axe);
        }
        // a frame is a page of its own, and looked at as such: those without an origin cannot be spoken to
        const violations = await page.evaluate(
          async () =>
            (
              await (
                window as unknown as { axe: { run(options: object): Promise<{ violations: Violation[] }> } }
              ).axe.run({ iframes: false })
            ).violations,
        );
        for (const { id, help, nodes } of violations)
          found.push(`${colorScheme}: ${id}: ${help}: ${nodes[0]!.html} ${nodes[0]!.failureSummary}`);
      }
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      await context.close();
      expect(found).toEqual([]);
      expect(complaints).toEqual([]);
      expect(foreign).toEqual([]);
      expect(sideways, 'pixels that stick out to the right').toBeLessThanOrEqual(0);
    },
    120_000,
  );
});

/** Scrolls through the page so that every island comes near, then waits until the page is quiet. */
async function everythingMounted(page: Awaited<ReturnType<typeof open>>['page']): Promise<void> {
  await page.evaluate(async () => {
    for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight) {
      scrollTo(0, y);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    scrollTo(0, 0);
  });
  await page.waitForLoadState('networkidle');
}
