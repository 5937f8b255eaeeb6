/** Large print and little room: 200 % on a small laptop, and 320 px wide (WCAG 1.4.4, 1.4.10). Nothing is cut off, nothing lies over another. */
import { describe, expect, it } from 'vitest';
import { browser } from '../support/page.ts';
import { cutOff } from './cut-off.ts';
import { pagesIn } from './pages.ts';
import { everythingMounted, walks } from './walks.ts';

const open = browser();

describe.each([
  { lang: 'ko', screen: '320 px wide', viewport: { width: 320, height: 640 }, deviceScaleFactor: 1 },
  { lang: 'en', screen: 'at 200 %', viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 },
] as const)('$lang, $screen', ({ lang, viewport, deviceScaleFactor }) => {
  const opened = () => open({ viewport, deviceScaleFactor, reducedMotion: 'reduce' });

  // the sandboxes by themselves where there is least room
  const pages = pagesIn(lang).filter((path) => viewport.width === 320 || !path.startsWith('/embed/sandbox'));
  it.each(pages)('%s', async (path) => {
    const { page, context } = await opened();
    await page.goto(path);
    await everythingMounted(page);
    const found = await cutOff(page);
    await context.close();
    expect(found).toEqual([]);
  });

  it.each(Object.keys(walks))('%s', { timeout: 180_000 }, async (name) => {
    const { page, context } = await opened();
    const found: string[] = [];
    await walks[name]!(page, lang, async (where) => {
      found.push(...(await cutOff(page)).map((one) => `${where}: ${one}`));
    });
    await context.close();
    expect(found).toEqual([]);
  });
});
