/**
 * Every kind of page and every state that a reader brings it into: axe finds nothing, nothing sticks out,
 * the console stays silent, no other host is asked. Pages in both languages, both themes, on a phone and at a desk.
 */
import { describe, expect, it } from 'vitest';
import { browser } from '../support/page.ts';
import { violations } from './axe.ts';
import { pagesIn } from './pages.ts';
import { everythingMounted, walks } from './walks.ts';

const open = browser();

/** A page is opened in one theme and turned to the other. */
const screens = [
  { width: 1440, themes: ['light', 'dark'] },
  { width: 360, themes: ['dark', 'light'] },
] as const;
const kinds = [...new Set(['ko', 'en'].flatMap(pagesIn))];

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
        }
        found.push(...(await violations(page)).map((one) => `${colorScheme}: ${one}`));
      }
      await context.close();
      expect(found).toEqual([]);
      expect(complaints).toEqual([]);
      expect(foreign).toEqual([]);
    },
    120_000,
  );
});

describe('on the screen with the least room', () => {
  it.each(Object.keys(walks))('%s', { timeout: 240_000 }, async (name) => {
    const { page, context, complaints, foreign } = await open({
      viewport: { width: 360, height: 900 },
      reducedMotion: 'reduce',
    });
    const found: string[] = [];
    await walks[name]!(page, 'ko', async (where) => {
      found.push(...(await violations(page)).map((one) => `${where}: ${one}`));
    });
    await context.close();
    expect(found).toEqual([]);
    expect(complaints).toEqual([]);
    expect(foreign).toEqual([]);
  });
});
