/** Where the reader's own few colours replace ours: what is chosen, pressed, current, right or wrong can still be seen, and where the focus is. */
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browser } from '../support/page.ts';
import { bring, ONE_OF_EACH } from './reader.ts';

const open = browser();

/** Whether a thing looks otherwise after something was done; the pointer is away, so that hovering is no difference. */
async function changes(page: Page, thing: Locator, act: () => Promise<unknown>): Promise<boolean> {
  const look = async () => {
    await page.mouse.move(0, 0);
    return thing.screenshot();
  };
  const before = await look();
  await act();
  await expect
    .poll(async () => !(await look()).equals(before), { timeout: 2000 })
    .toBe(true)
    .catch(() => undefined);
  return !(await look()).equals(before);
}

/** Controls that show no edge, no underline and no picture: words that do not look as if they could be pressed. */
const bare = (page: Page) =>
  page.evaluate(() =>
    [
      ...document.querySelectorAll<HTMLElement>(
        'main :is(button, .button, input, select, textarea, a), header button',
      ),
    ]
      .filter(
        (one) => one.checkVisibility({ visibilityProperty: true }) && one.getBoundingClientRect().width > 2,
      )
      .filter((one) => {
        const style = getComputedStyle(one);
        const edged = ['top', 'bottom', 'left', 'right'].some(
          (side) =>
            style.getPropertyValue(`border-${side}-style`) !== 'none' &&
            style.getPropertyValue(`border-${side}-width`) !== '0px',
        );
        const framed = style.outlineStyle !== 'none' && style.outlineWidth !== '0px';
        const native = one.matches('input, select, progress') && style.appearance !== 'none';
        // a link has a colour of its own there, and within a list of links or beside a heading that is enough
        const words = one.closest('a, summary, label') !== null || one.querySelector('svg') !== null;
        return !edged && !framed && !native && !words && style.textDecorationLine === 'none';
      })
      .map((one) => `<${one.tagName} class="${one.className}"> ${one.textContent}`),
  );

/** Goes through a page by Tab: each stop must have a ring, or be a packet of a picture, whose line says it. */
async function withoutRing(page: Page, stops: number): Promise<string[]> {
  const found: string[] = [];
  for (let n = 0; n < stops; n += 1) {
    await page.keyboard.press('Tab');
    const one = await page.evaluate(() => {
      const at = document.activeElement!;
      if (at === document.body || !at.matches(':focus-visible')) return undefined;
      const ringed = (element: Element | null): boolean => {
        if (!element) return false;
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
      };
      // a small choice lies under its words, a field within its frame
      return ringed(at) || ringed(at.closest('label')) || at.closest('svg')
        ? undefined
        : `<${at.tagName} class="${at.getAttribute('class')}"> ${at.textContent}`;
    });
    if (one) found.push(one);
  }
  return found;
}

describe.each(['dark', 'light'] as const)('forced colours, %s', (colorScheme) => {
  const opened = (more = {}) =>
    open({ forcedColors: 'active', colorScheme, locale: 'en-US', reducedMotion: 'reduce', ...more });

  it('the theme that was chosen here gives way to theirs', async () => {
    const { page, context } = await opened();
    await page.addInitScript(
      (theme) => localStorage.setItem('theme', theme),
      colorScheme === 'dark' ? 'light' : 'dark',
    );
    await page.goto('/en/');
    await page.evaluate(
      (theme) => (document.documentElement.dataset['theme'] = theme),
      colorScheme === 'dark' ? 'light' : 'dark',
    );
    const [ground, canvas] = await page.evaluate(() => {
      const probe = document.body.appendChild(document.createElement('p'));
      probe.style.color = 'light-dark(white, black)';
      probe.style.forcedColorAdjust = 'none';
      return [getComputedStyle(probe).color, getComputedStyle(document.documentElement).backgroundColor];
    });
    expect(ground).toBe(canvas);
    await context.close();
  });

  it('an item: what is chosen, how sure, right and wrong, how far', async () => {
    const { page, context, complaints } = await opened();
    const items = [ONE_OF_EACH.several, ONE_OF_EACH.trace, ONE_OF_EACH.single];
    await bring(page, 'en', [{ type: 'session', id: 's', at: Date.now(), items, mode: 'topics' }]);
    await page.locator('.choose .acts button').nth(1).click();
    const item = page.locator('.item');
    const options = item.locator('.option');
    await item.locator('.act button').first().waitFor();
    expect(await bare(page)).toEqual([]);
    expect(await changes(page, options.first(), () => options.first().locator('input').click())).toBe(true);
    const sure = item.locator('.sure label').last();
    expect(await changes(page, sure, () => sure.locator('input').click())).toBe(true);
    await item.locator('.act > button').first().click();
    await item.locator('.verdict').waitFor();
    const marks = await item
      .locator('.mark')
      .evaluateAll((all) =>
        all.map((one) => ({ sign: one.textContent?.trim(), color: getComputedStyle(one).color })),
      );
    const ink = await page.evaluate(() => getComputedStyle(document.body).color);
    expect(marks.filter(({ sign }) => sign === '✓').length).toBeGreaterThan(0);
    for (const { sign, color } of marks) if (sign) expect(color).toBe(ink);
    const progress = page.locator('.session progress');
    expect(
      await changes(page, progress, async () => {
        await item.locator('.act button').last().click();
        await item.locator('.verdict').waitFor({ state: 'detached' });
      }),
    ).toBe(true);
    const ladder = item.locator('.ladder svg');
    await ladder.waitFor();
    expect(await changes(page, ladder, () => options.first().locator('input').click())).toBe(true);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('an exam: the flag, the place on the sheet, what is answered', async () => {
    const { page, context } = await opened();
    const items = [ONE_OF_EACH.single, ONE_OF_EACH.several, ONE_OF_EACH.short];
    await bring(page, 'en', [{ type: 'session', id: 's', at: Date.now(), items, mode: 'exam', minutes: 20 }]);
    await page.locator('.choose .acts button').nth(1).click();
    await page.locator('.exam .stem').waitFor();
    const flag = page.locator('.exam [aria-pressed]');
    expect(await changes(page, flag, () => page.keyboard.press('f'))).toBe(true);
    const [first, second] = [page.locator('.sheet button').first(), page.locator('.sheet button').nth(1)];
    expect(await changes(page, second, () => page.keyboard.press('Enter'))).toBe(true);
    await first.press('Enter');
    expect(await changes(page, first, () => page.locator('.exam .option input').first().click())).toBe(true);
    await context.close();
  });

  it('the search: which result Enter opens', async () => {
    const { page, context } = await opened();
    await page.goto('/en/');
    await page.keyboard.press('/');
    await page.locator('dialog.search[open]').waitFor();
    await page.keyboard.type('socket');
    const results = page.locator('dialog.search [role=option]');
    await results.nth(1).waitFor();
    expect(await changes(page, results.nth(1), () => page.keyboard.press('ArrowDown'))).toBe(true);
    await context.close();
  });

  it('a sandbox: the moment that is shown, the packet that is opened, both branches', async () => {
    const { page, context } = await opened();
    await page.goto('/en/qa/three-way-handshake/');
    const player = page.locator('.player').first();
    await player.scrollIntoViewIfNeeded();
    await page.locator('[data-island="sandbox"][data-mounted]').first().waitFor();
    await player.locator('.side figure').waitFor();
    const arrow = player.locator('g.arrow').first();
    expect(await changes(page, arrow, () => arrow.click())).toBe(true);
    await page.keyboard.press('d');
    const both = player.locator('[aria-pressed]').first();
    expect(await changes(page, both, () => page.keyboard.press('b'))).toBe(true);
    await player.locator('details.transcript summary').click();
    const row = player.locator('details.transcript tbody tr').nth(1);
    await player.getByRole('button', { name: 'To the start' }).press('Enter');
    expect(
      await changes(page, row, async () => {
        for (let n = 0; n < 12 && (await row.getAttribute('aria-current')) === null; n += 1)
          await player.getByRole('button', { name: 'Step', exact: true }).press('Enter');
      }),
    ).toBe(true);
    await context.close();
  });

  it.each([
    '/en/',
    '/en/qa/three-way-handshake/',
    '/en/quiz/',
    '/en/glossary/',
    '/embed/sandbox/cdn/?lang=en',
  ])('%s: every stop of Tab has a ring', async (path) => {
    const { page, context } = await opened();
    await page.goto(path);
    await page.waitForLoadState('networkidle');
    expect(await withoutRing(page, 60)).toEqual([]);
    expect(await bare(page)).toEqual([]);
    await context.close();
  });
});
