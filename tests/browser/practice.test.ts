/** The ways to practise, by keyboard alone and through a reload: an exam, the notebook of wrong answers, a mock interview, the statistics. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { review } from '../quiz/build.ts';
import { browser } from '../support/page.ts';
import { tabTo, toSession } from './by-keys.ts';
import { bring, ONE_OF_EACH, ready } from './reader.ts';

const open = browser();
const status = (page: Page) => page.locator('.session header p').first().innerText();

/** Chooses a radio of the form by the arrow keys, as a reader would. */
async function choose(page: Page, name: string, value: string): Promise<void> {
  await page.locator(`input[name=${name}]:checked`).focus();
  for (let n = 0; n < 10; n += 1) {
    if (await page.locator(`input[name=${name}][value="${value}"]`).isChecked()) return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`no ${name} ${value}`);
}

describe('an exam', () => {
  it('reveals nothing before its end, goes on after a reload, and then explains everything', async () => {
    const { page, complaints } = await open();
    await toSession(page);
    await choose(page, 'mode', 'exam');
    await choose(page, 'count', '5');
    await tabTo(page, '시작');
    await page.keyboard.press('Enter');
    await page.locator('.exam .stem').waitFor();
    expect(await page.locator('.clock').innerText()).toMatch(/(19|20):\d\d$/);

    // flags the second question, and answers it where it is a choice; nothing says whether that was right
    await page.keyboard.press('Enter');
    await page.keyboard.press('f');
    await page.keyboard.press('1');
    await page.keyboard.press('d');
    expect(await page.locator('.exam :is(.explanation, .verdict)').count()).toBe(0);
    const stem = await page.locator('.exam .stem').innerText();
    await page.reload();
    await ready(page);
    await tabTo(page, '시험 이어서 보기');
    await page.keyboard.press('Enter');
    await page.locator('.exam .stem').waitFor();
    await page.locator('.sheet .flagged').press('Enter');
    expect(await page.locator('.exam .stem').innerText()).toBe(stem);
    expect(await page.locator('.exam [aria-pressed=true]').count()).toBe(1);

    await tabTo(page, '제출');
    await page.keyboard.press('Enter');
    expect(await page.locator('.exam').innerText()).toContain('답하지 않은 문제가');
    await tabTo(page, '그래도 제출');
    await page.keyboard.press('Enter');
    await page.locator('.results').waitFor();
    expect(await page.locator('.results').innerText()).toMatch(/5개 중 \d개를 맞혔습니다/);
    expect(await page.locator('.results .explanation').count()).toBe(5);
    // the results can be looked at again
    await page.reload();
    await ready(page);
    await tabTo(page, '지난 시험 결과');
    await page.keyboard.press('Enter');
    await page.locator('.results').waitFor();
    expect(await page.locator('.results .explanation').count()).toBe(5);
    expect(complaints).toEqual([]);
  });

  it('is not left by one press: what is answered would never be graded', async () => {
    const { page, complaints } = await open();
    const exam = { type: 'session', id: 'exam', at: Date.now(), items: [ONE_OF_EACH.single] };
    await bring(page, 'ko', [{ ...exam, mode: 'exam', minutes: 20 }]);
    await tabTo(page, '시험 이어서 보기');
    await page.keyboard.press('Enter');
    await page.locator('.exam .stem').waitFor();
    await page.keyboard.press('1');
    await tabTo(page, '그만두기');
    await page.keyboard.press('Enter');
    await page.locator('.exam [role=alert]', { hasText: '채점되지 않습니다' }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.choose').waitFor();
    expect(complaints).toEqual([]);
  });
});

describe('confidence and the notebook of wrong answers', () => {
  it('a confident mistake is said to come back, stands under its misconception, and is drilled', async () => {
    const { page, complaints } = await open();
    await page.goto('/ko/qa/three-way-handshake/');
    await page.locator('[data-island=quiz]').scrollIntoViewIfNeeded();
    const item = page.locator('.item').first();
    await item.locator('.act button').first().waitFor();
    await item.locator('.stem').focus();
    await page.keyboard.press('s');
    await page.keyboard.press('d');
    expect(await item.locator('.sure input').nth(2).isChecked()).toBe(true);
    // the first option that is not the key
    for (const place of ['1', '2']) {
      await item.locator('.stem').focus();
      await page.keyboard.press('d');
      if (!(await item.locator('.sure input').nth(2).isChecked())) await page.keyboard.press('d');
      await page.keyboard.press(place);
      await page.keyboard.press('Enter');
      await item.locator('.verdict').waitFor();
      if ((await item.locator('.verdict.wrong').count()) > 0) break;
      await item.locator('.act button').click();
    }
    expect(await item.innerText()).toContain('내일 다시');
    const stem = (await item.locator('.stem').innerText()).replace(/^\d+\s*/, '');

    await page.goto('/ko/quiz/notebook/');
    await page.locator('.notebook article').first().waitFor();
    const text = await page.locator('.notebook').innerText();
    expect(text).toContain(stem);
    expect(text).toContain('확신했던 답');
    expect(await page.locator('.notebook dl a').first().getAttribute('href')).toContain('?scenario=');
    await tabTo(page, '모두 다시 풀기');
    await page.keyboard.press('Enter');
    await page.locator('.session .item').waitFor();
    expect(await page.locator('.session .stem').innerText()).toContain(stem);
    expect(complaints).toEqual([]);
  });
});

describe('a mock interview', () => {
  it('follows up, keeps what was written through a reload, and reports', async () => {
    const { page, complaints } = await open({ locale: 'en-US' });
    await page.goto('/en/quiz/interview/');
    await ready(page);
    await tabTo(page, 'Start');
    await page.keyboard.press('Enter');
    await page.locator('.turn h2').waitFor();
    const question = await page.locator('.turn h2').innerText();
    await page.keyboard.press('Tab');
    await page.keyboard.type('A socket is an end of a conversation.');
    await page.reload();
    await ready(page);
    await tabTo(page, 'Go on (0/5)');
    await page.keyboard.press('Enter');
    await page.locator('.turn h2').waitFor();
    expect(await page.locator('.turn h2').innerText()).toBe(question);
    expect(await page.locator('textarea').inputValue()).toContain('end of a conversation');

    const steps: string[] = [];
    for (const points of ['2211', '0000', '2111', '2211', '1100']) {
      steps.push(await page.locator('.turn .step').innerText());
      await page.keyboard.press('Enter');
      await page.locator('.model').waitFor();
      await page.keyboard.press('Enter'); // not without a grade
      expect(await page.locator('.turn').innerText()).toContain('grade all four');
      const before = await status(page);
      for (const one of points) await page.keyboard.press(one);
      await page.keyboard.press('Enter');
      await page.waitForFunction(
        (old) => document.querySelector('.session header p')?.textContent?.trim() !== old,
        before,
      );
    }
    expect(steps[0]).toContain('begin');
    expect(steps[1]).toContain('deeper');
    expect(steps[2]).toMatch(/stands on|something else/);
    await page.locator('.report').waitFor();
    const report = await page.locator('.report').innerText();
    expect(report).toContain('Points: 19 of 30');
    expect(report).toContain('end of a conversation');
    expect(await page.locator('.report ul a').count()).toBeGreaterThan(0);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.report .acts').isVisible()).toBe(false);
    expect(await page.locator('.report .asked').isVisible()).toBe(true);
    expect(complaints).toEqual([]);
  });
});

describe('the statistics', () => {
  it('draw the record, with a table for every picture, and keep the retention that is set', async () => {
    const { page, complaints } = await open();
    const day = 86_400_000;
    const now = Date.now();
    const item = 'hs-client-established';
    await bring(page, 'ko', [
      review(item, now - 9 * day, 0, { confidence: 3 }),
      review(item, now - 8 * day, 1, { confidence: 2 }),
      review(item, now, 1, { confidence: 3 }),
    ]);
    await page.goto('/ko/quiz/statistics/');
    await page.locator('.wish input:enabled').waitFor();
    const pictures = page.locator('.statistics svg[role=img]');
    expect(await pictures.count()).toBe(5);
    expect(await page.locator('.statistics .numbers table').count()).toBe(5);
    for (const one of await pictures.all()) expect(await one.getAttribute('aria-label')).toMatch(/\S{2}/);
    expect(await page.locator('.statistics').innerText()).toContain('지난 28일 가운데 3일');
    expect(await page.locator('.steps').innerText()).toMatch(/확실\s*50%/);

    const wish = page.locator('.wish input');
    await wish.focus();
    await page.keyboard.press('ArrowRight');
    await page.locator('output', { hasText: '91%' }).waitFor();
    await page.reload();
    await page.locator('.wish input:enabled').waitFor();
    expect(await wish.inputValue()).toBe('91');
    expect(complaints).toEqual([]);
  });
});
