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
  // two pages at a time: much of it is waiting for one to be quiet. Now and then Chromium without a screen gives a page no more frames,
  // ever, be it asked for a picture of it: such a page is opened anew, once
  it.concurrent.each(kinds)('%s', { timeout: 60_000, retry: 1 }, async (path) => {
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
  });
});

/** Opposite corners of what a page can be: language, room and theme. */
const corners = [
  { lang: 'ko', locale: 'ko-KR', width: 360, colorScheme: 'light' },
  { lang: 'en', locale: 'en-US', width: 1440, colorScheme: 'dark' },
] as const;

describe.each(corners)('$lang, $width px wide, $colorScheme', ({ lang, locale, width, colorScheme }) => {
  const screen = { locale, colorScheme, viewport: { width, height: 900 }, reducedMotion: 'reduce' } as const;

  it.concurrent.each(Object.keys(walks))('%s', { timeout: 240_000 }, async (name) => {
    const { page, context, complaints, foreign } = await open(screen);
    const found: string[] = [];
    await walks[name]!(page, lang, async (where) => {
      found.push(...(await violations(page)).map((one) => `${where}: ${one}`));
    });
    await context.close();
    expect(found).toEqual([]);
    expect(complaints).toEqual([]);
    expect(foreign).toEqual([]);
  });

  /** Axe takes seconds for an answer: each is looked at in one of the corners. */
  it('the book, every other answer', { timeout: 400_000 }, async () => {
    const { page, context, complaints, foreign } = await open(screen);
    await page.goto(`/${lang}/book/`);
    const found = await page.evaluate(() => {
      const answers = [...document.querySelectorAll<HTMLElement>('article.answer')];
      const wide = answers
        .filter((one) => one.scrollWidth > one.clientWidth)
        .map(({ id }) => `${id} sticks out`);
      for (const one of answers) one.hidden = true;
      return wide;
    });
    // what is around them
    found.push(...(await violations(page)));
    const answers = await page.locator('article.answer').evaluateAll((all) => all.map(({ id }) => id));
    const show = (id: string, hidden: boolean) =>
      page.evaluate(([one, away]) => void (document.getElementById(one)!.hidden = away), [
        id,
        hidden,
      ] as const);
    for (const id of answers.filter((_, n) => n % 2 === corners.findIndex((one) => one.lang === lang))) {
      await show(id, false);
      found.push(...(await violations(page, `#${id}`)).map((one) => `${id}: ${one}`));
      await show(id, true);
    }
    await context.close();
    expect(found).toEqual([]);
    expect(complaints).toEqual([]);
    expect(foreign).toEqual([]);
  });
});
