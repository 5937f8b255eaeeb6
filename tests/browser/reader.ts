/** What a reader does in the quiz, whatever the kind of the item; and the log that he brings with him. */
import type { Page } from 'playwright-core';

/** An item of each kind: what an import puts before a test. */
export const ONE_OF_EACH = {
  single: 'bnb-send-returned',
  several: 'bnb-may-block',
  order: 'bnb-connect-order',
  match: 'fw-states',
  number: 'evict-lru-loop',
  short: 'bnb-eagain',
  computed: 'evict-next',
  trace: 'rl-trace-resend',
  predict: 'hs-predict-server-without-ack',
  goal: 'evict-goal-loop',
  say: 'fc-say-zero',
} as const;

/** Until the quiz, its notebook or its interview can be used. */
export const ready = (page: Page) => page.locator('.choose [type=submit]:enabled').waitFor();

/** Puts events into the log as a reader would: from a file. */
export async function bring(page: Page, lang: string, events: readonly unknown[]): Promise<void> {
  await page.goto(`/${lang}/quiz/`);
  await ready(page);
  const file = JSON.stringify({ format: 'keepalive-progress', version: 2, events });
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'progress.json', mimeType: 'application/json', buffer: Buffer.from(file) });
  await page.locator('.record [role=status]').filter({ hasText: /\d/ }).waitFor();
}

/** Puts some answer to the item that is shown, and has it graded; a goal is given up by its hints. */
export async function answer(page: Page): Promise<void> {
  const item = page.locator('.item').first();
  const check = item.locator('.act > button').first();
  if ((await item.locator('.goals').count()) > 0) {
    while ((await item.locator('.verdict').count()) === 0)
      await item.locator('.goal-acts button').last().click();
  } else if ((await item.locator('textarea').count()) > 0) {
    await item.locator('textarea').fill('An answer in words of its own.');
    await check.click();
    await item.locator('.option input').first().click();
    await check.click();
  } else {
    if ((await item.locator('.line input').count()) > 0) await item.locator('.line input').fill('1001');
    for (const list of await item.locator('select').all()) await list.selectOption({ index: 1 });
    if ((await item.locator('.option').count()) > 0) await item.locator('.option input').first().click();
    await check.click();
  }
  await item.locator('.verdict').waitFor();
}
