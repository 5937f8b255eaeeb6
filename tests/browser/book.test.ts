/** The book: every answer, on paper, without a script. */
import { expect, it } from 'vitest';
import { browser } from '../support/page.ts';

const open = browser();
/** A4 without the margins of the book, at 96 pixels an inch. */
const PAPER = Math.floor(((210 - 2 * 16) / 25.4) * 96);

it.each(['ko', 'en'])(
  '/%s/book/ holds every question once and prints on A4, without a script',
  async (lang) => {
    const { page, context, foreign } = await open({
      javaScriptEnabled: false,
      viewport: { width: PAPER, height: 900 },
    });
    await page.goto(`/${lang}/`);
    const asked = await page.locator('.chapters [data-slug]').evaluateAll((all) =>
      // what a page without scripts is asked by the driver runs beside it
      all.map((one) => (one as HTMLElement).dataset['slug']!),
    );
    await page.goto(`/${lang}/book/`);
    const held = await page.locator('article.answer').evaluateAll((all) => all.map(({ id }) => id));
    expect(held).toEqual(asked);
    const listed = await page
      .locator('.book-contents ol ol a')
      .evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).hash.slice(1)));
    expect(listed).toEqual(asked);
    for (const part of ['.one-line', 'figure :is(svg, .lane)', '.prose', '.sources li'])
      expect(await page.locator(`article.answer:not(:has(${part}))`).count(), part).toBe(0);

    await page.emulateMedia({ media: 'print' });
    const wide = await page
      .locator('.book :not(svg *)')
      .evaluateAll(
        (all, paper) =>
          all
            .filter((one) => one.getBoundingClientRect().right > paper + 1)
            .map((one) => `${one.closest('article')?.id}: ${one.tagName} ${one.className}`),
        PAPER,
      );
    expect(wide, 'what sticks out of the paper').toEqual([]);
    // what is no drawing goes on over the page's end, row by row
    const heights = await page
      .locator('.book figure svg')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
    expect(Math.max(...heights), 'a picture that no page holds').toBeLessThan(970);
    const pdf = await page.pdf({ preferCSSPageSize: true, format: 'A4' });
    const pages = pdf.toString('latin1').match(/\/Type \/Page\b/g) ?? [];
    expect(pages.length).toBeGreaterThan(2 * asked.length);
    expect(foreign).toEqual([]);
    await context.close();
  },
);
