import { expect, inject, it } from 'vitest';
import type { Page } from 'playwright-core';
import { browser } from '../support/page.ts';

const open = browser();

/** Answers the first item of the page, whatever it is worth: once more, where it was answered before. */
async function answer(page: Page): Promise<void> {
  const item = page.locator('.item').first();
  const again = item.getByRole('button', { name: '다시 풀기' });
  if (await again.count()) await again.click();
  await item.locator('.option input').first().click();
  await item.getByRole('button', { name: '확인' }).click();
  await item.locator('.verdict').waitFor();
}
async function toQuiz(page: Page): Promise<void> {
  await page.goto('/ko/qa/time-wait/');
  await page.locator('[data-island=quiz]').scrollIntoViewIfNeeded();
  await page.locator('.item .act button').first().waitFor();
}

it('a disk that is really full loses nothing: said, exported, and stored once there is room', async () => {
  const { page, context, complaints } = await open();
  const protocol = await context.newCDPSession(page);
  const room = (quotaSize?: number) =>
    protocol.send('Storage.overrideQuotaForOrigin', {
      origin: inject('origin'),
      ...(quotaSize === undefined ? {} : { quotaSize }),
    });
  // before the database is opened: a browser does not look at the disk for every small record
  await room(1);
  await toQuiz(page);
  await answer(page);
  await page.locator('.not-kept', { hasText: '가득 차' }).waitFor();
  const [file] = await Promise.all([page.waitForEvent('download'), page.locator('.not-kept button').click()]);
  const text = (await (await file.createReadStream()).toArray()).join('');
  const reviews = (from: string) =>
    (JSON.parse(from) as { events: { type: string }[] }).events.filter(({ type }) => type === 'review');
  expect(reviews(text)).toHaveLength(1);

  await room();
  await answer(page);
  await page.locator('.not-kept').waitFor({ state: 'detached' });
  await page.goto('/ko/quiz/');
  await page.locator('.record p', { hasText: '답 2개' }).waitFor();
  expect(complaints).toEqual([]);
});
