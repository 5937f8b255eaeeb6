/** Every journey of a reader without a pointer: nothing here but keys. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { DAY, review } from '../quiz/build.ts';
import { browser } from '../support/page.ts';
import { bring } from './reader.ts';

const open = browser();
const KEY = { timeout: 120_000 };

/** What has the focus: an element that matches, and begins with the text where one is given. */
const onIt = (page: Page, selector: string, text: string) =>
  page.evaluate(
    ([wanted, begins]) => {
      const one = document.activeElement;
      const said = one?.getAttribute('aria-label') ?? one?.textContent ?? '';
      return one?.matches(wanted!) === true && said.trim().startsWith(begins!);
    },
    [selector, text],
  );

/** Presses Tab (or Shift+Tab) until it has the focus. A reader has patience, not for ever. */
async function tabTo(page: Page, selector: string, text = '', key = 'Tab'): Promise<void> {
  for (let n = 0; n < 200; n += 1) {
    if (await onIt(page, selector, text)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`no ${selector} "${text}" to be reached by ${key}`);
}
async function press(page: Page, selector: string, text = '', key = 'Enter'): Promise<void> {
  await tabTo(page, selector, text);
  await page.keyboard.press(key);
}

describe('by keyboard alone', () => {
  it('from home by the search to a question, into its sandbox, and through its quiz', KEY, async () => {
    const { page, context, complaints, foreign } = await open();
    await page.goto('/ko/');
    await page.keyboard.press('/');
    await page.locator('dialog.search[open]').waitFor();
    await page.keyboard.type('3-way 핸드셰이크');
    await page.locator('dialog.search a.page[href*="three-way-handshake"]').waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/ko/qa/three-way-handshake/**');

    // by the contents to the sandbox
    await press(page, 'a[href="#sandbox"]');
    await page.locator('[data-island="sandbox"][data-mounted]').first().waitFor();
    const player = page.locator('.player').first();
    await player.locator('.side figure').waitFor();
    const time = () => player.locator('output').innerText();
    await press(page, '.player button', '처음으로');
    const start = await time();
    await press(page, '.player button', '재생');
    await expect.poll(time).not.toBe(start);
    await tabTo(page, '.player button', '멈춤', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Home');
    expect(await time()).toBe(start);
    await press(page, '.player button', '한 단계');
    await page.keyboard.press('Enter');
    const second = await player.locator('.why').innerText();
    await page.keyboard.press('Enter');
    expect(await player.locator('.why').innerText()).not.toBe(second);
    await tabTo(page, '.player button', '한 단계 뒤로', 'Shift+Tab');
    await page.keyboard.press('Enter');
    expect(await player.locator('.why').innerText()).toBe(second);

    // drops a packet of the ladder, and takes that back
    await tabTo(page, 'g.arrow', '', 'Shift+Tab');
    // at the start most packets are gone: the player has the focus then, and goes on by its keys
    for (const key of ['End', 'ArrowDown', 'ArrowDown', 'Home']) await page.keyboard.press(key);
    await expect.poll(() => onIt(page, '.player', '')).toBe(true);
    expect(await time()).toBe(start);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await tabTo(page, 'g.arrow');
    await page.keyboard.press('Enter');
    await player.locator('.inspector').waitFor();
    await page.keyboard.press('d');
    await player.locator('.done li').waitFor();
    await press(page, '.player .acts button', '되돌리기');
    expect(await player.locator('.done').count()).toBe(0);

    // predicts, and is judged by the run
    await press(page, '.player summary', '예측하고 실행하기');
    await player.locator('.tasks button').first().waitFor();
    await page.keyboard.press('Tab');
    expect(await onIt(page, '.tasks button', '예측하기')).toBe(true);
    await page.keyboard.press('Enter');
    await player.locator('.task').waitFor();
    expect(await onIt(page, '.task input', '')).toBe(true);
    await page.keyboard.press('Space');
    await press(page, '.task button', '답하고 실행');
    await player.locator('.task :is(.right, .wrong)').waitFor();
    expect(await onIt(page, '.task button', '')).toBe(true);

    // the first item of the quiz, chosen by an arrow key
    await tabTo(page, '.item input[type=radio]');
    const item = page.locator('.item').first();
    await item.locator('details').waitFor({ state: 'detached' });
    await tabTo(page, '.item input[type=radio]');
    await page.keyboard.press('ArrowDown');
    expect(await item.locator('.option input:checked').count()).toBe(1);
    await press(page, '.item .act button', '확인');
    await item.locator('.verdict').waitFor();
    expect(await item.locator('.explanation li').count()).toBe(4);
    expect(await onIt(page, '.verdict', '')).toBe(true);
    expect(complaints).toEqual([]);
    expect(foreign).toEqual([]);
    await context.close();
  });

  it('through an exam, the notebook, an interview, the statistics, and out with the data', KEY, async () => {
    const { page, context, complaints, foreign } = await open({ locale: 'en-US' });
    const wrong = review('hs-client-established', Date.now() - DAY, 0, { confidence: 3 });
    await bring(page, 'en', [wrong]);

    // an exam of five, handed in half empty
    await page.goto('/en/quiz/');
    await page.locator('.choose [type=submit]:enabled').waitFor();
    await tabTo(page, 'input[name=mode]');
    for (let n = 0; n < 8 && !(await page.locator('input[value=exam]').isChecked()); n += 1)
      await page.keyboard.press('ArrowDown');
    await tabTo(page, 'input[name=count]');
    await page.keyboard.press('ArrowUp');
    await press(page, '.choose button', 'Start');
    await page.locator('.exam .stem').waitFor();
    await page.keyboard.press('1');
    await page.keyboard.press('f');
    await page.keyboard.press('Enter');
    expect(await page.locator('.sheet [aria-current]').innerText()).toContain('2');
    await press(page, '.exam button', 'Hand in');
    await press(page, '.exam button', 'Hand in');
    await page.locator('.results').waitFor();
    expect(await onIt(page, 'h2', '')).toBe(true);

    // the other ways stand above: the notebook drills what was wrong
    await tabTo(page, '.ways a', 'Wrong answers', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.locator('.notebook article').first().waitFor();
    await press(page, '.notebook button', 'Practise');
    await page.locator('.session .item .act button').first().waitFor();
    await page.keyboard.press('3');
    await page.keyboard.press('Enter');
    await page.locator('.verdict').waitFor();

    await tabTo(page, '.ways a', 'Mock interview', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.locator('.choose [type=submit]:enabled').waitFor();
    await press(page, '.choose button', 'Start');
    await page.locator('.turn h2').waitFor();
    await tabTo(page, 'textarea');
    await page.keyboard.type('An end of a conversation.');
    await page.keyboard.press('Control+Enter');
    await page.locator('.model').waitFor();
    for (const points of '2111') await page.keyboard.press(points);
    await page.keyboard.press('Enter');
    await page.locator('.turn .written').waitFor();
    await tabTo(page, '.turn button', 'Leave', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.locator('.report').waitFor();

    await tabTo(page, '.ways a', 'Statistics', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.locator('.wish input:enabled').waitFor();
    await press(page, '.statistics summary');
    expect(await page.locator('.statistics details[open] table').count()).toBe(1);
    await tabTo(page, '.wish input');
    await page.keyboard.press('ArrowLeft');
    await page.locator('output', { hasText: '89%' }).waitFor();

    await tabTo(page, '.ways a', 'Quiz', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.locator('.choose [type=submit]:enabled').waitFor();
    await tabTo(page, '.record button', 'Export');
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    const file = join(mkdtempSync(join(tmpdir(), 'keepalive-')), 'progress.json');
    await download.saveAs(file);
    const { events } = JSON.parse(readFileSync(file, 'utf8')) as {
      events: { type: string }[];
    };
    const types = new Set(events.map(({ type }) => type));
    for (const type of ['review', 'session', 'handed', 'turn', 'retention']) expect(types).toContain(type);
    expect(complaints).toEqual([]);
    expect(foreign).toEqual([]);
    await context.close();
  });

  it('keeps everything for reading offline, and gives it up again', KEY, async () => {
    const { page, context, complaints } = await open({ locale: 'en-US' });
    await page.goto('/en/');
    await tabTo(page, 'footer a', 'Read offline');
    await page.keyboard.press('Enter');
    await page.locator('[data-keep]:enabled').waitFor();
    await press(page, '[data-keep]');
    await page.locator('[data-forget]:visible').waitFor({ timeout: 90_000 });
    await press(page, '[data-forget]');
    await page.locator('[data-keep]:visible').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('through the menu, the theme and the twin of a page on a phone', KEY, async () => {
    const { page, context, complaints } = await open({ viewport: { width: 360, height: 740 } });
    await page.goto('/ko/qa/time-wait/');
    await press(page, '.bar .menu');
    const menu = page.locator('#navigation:popover-open');
    await menu.waitFor();
    await tabTo(page, '#navigation a', '퀴즈');
    await page.keyboard.press('Escape');
    await menu.waitFor({ state: 'detached' }).catch(() => undefined);
    expect(await menu.count()).toBe(0);
    expect(await onIt(page, '.bar .menu', '')).toBe(true);
    await tabTo(page, '[data-twin]', '', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/en/qa/time-wait/**');
    expect(complaints).toEqual([]);
    await context.close();
  });
});
