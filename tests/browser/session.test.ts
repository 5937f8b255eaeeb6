/** Sessions of the quiz, by keyboard alone. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { entrySchema } from '#schemas/entry.ts';
import { readContent } from '#schemas/read.ts';
import { browser } from '../support/page.ts';
import { answerByKeys, tabTo, toSession } from './by-keys.ts';

const open = browser();

describe('a session by keyboard alone', () => {
  it('runs to its end through a reload, and tells home', { timeout: 120_000 }, async () => {
    const { page, complaints, foreign } = await open();
    await toSession(page);
    await tabTo(page, '시작');
    await page.keyboard.press('Enter');
    await page.locator('.item').waitFor();
    for (let n = 0; n < 40 && (await page.locator('.summary').count()) === 0; n += 1) {
      if (n === 2) {
        const head = await page.locator('.session header p').innerText();
        await page.reload();
        await page.locator('.choose [type=submit]:enabled').waitFor();
        await tabTo(page, (await page.locator('.choose .acts button').nth(1).innerText()).trim());
        await page.keyboard.press('Enter');
        await page.locator('.item').waitFor();
        expect(await page.locator('.session header p').innerText()).toBe(head);
      }
      await answerByKeys(page, n);
      await page.keyboard.press('Enter');
      await page.locator('.verdict').waitFor({ state: 'detached' });
    }
    expect(await page.locator('.summary').innerText()).toMatch(/10개 중 \d+개/);
    await page.goto('/ko/');
    await page.waitForFunction(() =>
      [...document.querySelectorAll('.state-said')].some((one) => one.textContent?.includes('읽음')),
    );
    expect(complaints).toEqual([]);
    expect(foreign).toEqual([]);
  });
});

/** One item of each kind that the site asks: a log in which a session over them has just begun. */
const ofEachKind = new Map(
  readContent(join(import.meta.dirname, '..', '..'))
    .questions.flatMap(({ entry }) => entrySchema.parse(entry?.data).quiz)
    .map(({ kind, id }) => [kind, id]),
);
async function toBegun(page: Page, mode: 'topics' | 'exam', items: readonly string[]): Promise<void> {
  await toSession(page);
  const begun = { type: 'session', id: 'begun', at: Date.now(), mode, items, minutes: 20 };
  const content = { format: 'keepalive-progress', version: 2, events: [begun] };
  const buffer = Buffer.from(JSON.stringify(content));
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'progress.json', mimeType: 'application/json', buffer });
  await page.locator('.choose .acts button').nth(1).waitFor();
  await tabTo(page, (await page.locator('.choose .acts button').nth(1).innerText()).trim());
  await page.keyboard.press('Enter');
}

describe('an item of each kind', () => {
  it('is answered by keyboard alone', { timeout: 120_000 }, async () => {
    const { page, complaints } = await open();
    await toBegun(page, 'topics', [...ofEachKind.values()]);
    for (const [n] of [...ofEachKind].entries()) {
      await page.locator('.session .item').waitFor();
      await answerByKeys(page, n);
      await page.keyboard.press('Enter');
      await page.locator('.verdict').waitFor({ state: 'detached' });
    }
    expect(ofEachKind.size).toBe(11);
    expect(complaints).toEqual([]);
  });

  it('is whole on the sheet of an exam', async () => {
    const { page, complaints } = await open();
    const examined = [...ofEachKind].filter(([kind]) => kind !== 'say' && kind !== 'goal');
    await toBegun(
      page,
      'exam',
      examined.map(([, id]) => id),
    );
    await page.locator('.exam .stem').waitFor();
    const drawn: number[] = [];
    const sheet = page.locator('.sheet button');
    for (const n of (await sheet.all()).keys()) {
      await sheet.nth(n).press('Enter');
      drawn.push(await page.locator('.exam .ladder svg line').count());
      expect(
        await page.locator('.exam .body').locator('input, select, textarea, .step').count(),
      ).toBeGreaterThan(0);
    }
    expect(drawn.filter((lines) => lines > 2)).toHaveLength(1);
    expect(complaints).toEqual([]);
  });
});
