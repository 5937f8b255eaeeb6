/** The reader's own requests and the curves, on the built site: files taken and refused, kept over a reload, measured, stopped. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { laneIds } from '#sandboxes/cache-policy/lanes.ts';
import { browser } from '../support/page.ts';

const open = browser();

async function lab(page: Page) {
  await page.goto('/embed/sandbox/cache-policy/?lang=en&scenario=own-list');
  const one = page.locator('section[lang=en] .player');
  await one.locator('.own').waitFor();
  await one.locator('.curve').waitFor();
  return {
    one,
    give: (name: string, content: string | number[]) =>
      one
        .locator('.own input[type=file]')
        .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(content as string) }),
    asked: async () =>
      (await one.locator('.stream thead button > span:last-child').allInnerTexts()).join(' '),
  };
}

describe('a file of keys', () => {
  it('is taken, and is there again after a reload where a link can hold it', async () => {
    const { page, context, complaints, foreign } = await open({ locale: 'en-US' });
    const { one, give, asked } = await lab(page);
    await give('small.txt', '/a\n/b\n/a\n');
    await expect.poll(asked).toBe('/a /b /a');
    expect(await one.locator('.own [role=status]').innerText()).toContain('3 requests for 2 keys');
    // what was done is written down once nothing has been done for a moment
    await page.waitForTimeout(600);
    await page.reload();
    await one.locator('.own').waitFor();
    await expect.poll(asked, { timeout: 10_000 }).toBe('/a /b /a');
    expect(complaints).toEqual([]);
    expect(foreign).toEqual([]);
    await context.close();
  });

  it('that is no text is refused, and nothing changes', async () => {
    const { page, context } = await open({ locale: 'en-US' });
    const { one, give, asked } = await lab(page);
    const before = await asked();
    await give('picture.png', [137, 80, 78, 71, 0, 0]);
    await expect.poll(() => one.locator('.own [role=alert]').innerText()).toContain('not a text file');
    expect(await asked()).toBe(before);
    await context.close();
  });

  it('too long for a link is measured whole, and says that a reload loses it', async () => {
    const { page, context } = await open({ locale: 'en-US' });
    const { one, give } = await lab(page);
    await give('long.txt', Array.from({ length: 5000 }, (_, i) => `/page/${(i * i) % 97}`).join('\n'));
    await expect.poll(() => one.locator('.own [role=status]').innerText()).toContain('open the file again');
    expect(await one.locator('.curve .about').innerText()).toContain('5,000 requests over 49 keys');
    await one.locator('.curve button').click();
    await expect.poll(() => one.locator('.curve polyline').count(), { timeout: 30_000 }).toBe(laneIds.length);
    await context.close();
  });
});

it('a choice is undone by keyboard while it still has the focus', async () => {
  const { page, context } = await open({ locale: 'en-US' });
  const { one } = await lab(page);
  const workload = one.locator('select[id$=workload]');
  await one
    .locator('details', { has: page.locator('select[id$=workload]') })
    .evaluate((all: HTMLDetailsElement) => (all.open = true));
  const before = await workload.inputValue();
  await workload.focus();
  await workload.selectOption('loop');
  await expect.poll(() => one.getByRole('button', { name: 'Undo', exact: true }).isEnabled()).toBe(true);
  await page.keyboard.press('Control+z');
  await expect.poll(() => workload.inputValue()).toBe(before);
  await context.close();
});

it('the curves tell how far they are, and stop when they are told to', async () => {
  const { page, context, complaints } = await open({ locale: 'en-US' });
  const { one } = await lab(page);
  await page.goto('/embed/sandbox/cache-policy/?lang=en');
  await one.locator('.curve button').click();
  await one.locator('.curve polyline').first().waitFor({ timeout: 30_000 });
  expect(await one.locator('.curve .said').innerText()).toMatch(/\d+ % of 273,000,000 requests/);
  await one.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect.poll(() => one.locator('.curve [role=status]').innerText()).toContain('Stopped');
  const drawn = () => one.locator('.curve polyline').first().getAttribute('points');
  const then = await drawn();
  await page.waitForTimeout(500);
  expect(await drawn()).toBe(then);
  // nothing goes on behind it
  await expect.poll(() => page.workers().length).toBe(0);
  expect(complaints).toEqual([]);
  await context.close();
});
