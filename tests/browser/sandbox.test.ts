/** A reader's hour with a sandbox, on the built site. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { decodePcapng } from '#engine/wire/pcapng-reader.ts';
import { setupOf } from '#player/model.ts';
import { tcpConnection } from '#sandboxes/tcp-connection/model.ts';
import { browser } from '../support/page.ts';

const open = browser();
const PAGE = '/ko/qa/three-way-handshake/';

async function player(page: Page, path = PAGE) {
  await page.goto(path);
  const one = page.locator('.player').first();
  await one.scrollIntoViewIfNeeded();
  await page.locator('[data-island="sandbox"][data-mounted]').first().waitFor();
  await one.locator('.side figure').waitFor();
  return {
    one,
    time: () => one.locator('output').innerText(),
    why: () => one.locator('.why').innerText(),
    arrows: () => one.locator('g.arrow').count(),
    press: (name: string) => one.getByRole('button', { name, exact: true }).click(),
  };
}

describe('time travel', () => {
  it('steps forward and back through the same moments', async () => {
    const { page, context, complaints, foreign } = await open();
    const { press, time, why } = await player(page);
    await press('처음으로');
    const seen = [[await time(), await why()]];
    for (let step = 0; step < 8; step += 1) {
      await press('한 단계');
      seen.push([await time(), await why()]);
    }
    for (let step = 7; step >= 0; step -= 1) {
      await press('한 단계 뒤로');
      expect([await time(), await why()]).toEqual(seen[step]);
    }
    expect(new Set(seen.map(String)).size).toBeGreaterThan(6);
    expect(complaints).toEqual([]);
    expect(foreign).toEqual([]);
    await context.close();
  });

  it('plays, pauses at a key, jumps to breakpoints and ends', async () => {
    const { page, context } = await open();
    const { one, press, time } = await player(page);
    await press('처음으로');
    await one.getByRole('button', { name: '처음으로' }).focus();
    await one.getByRole('combobox', { name: '속도' }).selectOption('8');
    await press('재생');
    await expect.poll(time, { timeout: 15_000 }).toBe('60.125 s');
    await one.locator('g.arrow').first().focus();
    await page.keyboard.press('Home');
    expect(await time()).toBe('0 ns');
    await page.keyboard.press('Shift+ArrowRight');
    expect(await one.locator('.side figcaption').innerText()).toContain('ESTABLISHED');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowRight');
    expect(await one.locator('.side figcaption').innerText()).toContain('ESTABLISHED');
    await context.close();
  });
});

describe('an intervention', () => {
  it('drops the selected packet, is listed, is laid beside the run without it, and is undone', async () => {
    const { page, context } = await open();
    const { one, press, arrows } = await player(page);
    await press('처음으로');
    await page.keyboard.press('End');
    const whole = await arrows();
    await one.locator('g.arrow').first().click();
    expect(await one.locator('.inspector').isVisible()).toBe(true);
    await page.keyboard.press('d');
    expect(await one.locator('.done li').innerText()).toContain('클라이언트 → 서버 1번째 패킷 버림');
    await page.keyboard.press('End');
    expect(await arrows()).toBe(whole + 1);
    expect(await one.locator('g.arrow').first().getAttribute('aria-label')).toContain('유실');
    await press('둘 다 보기');
    expect(await arrows()).toBe(2 * whole + 1);
    await press('둘 다 보기');
    await press('되돌리기');
    await page.keyboard.press('End');
    expect(await one.locator('.done').count()).toBe(0);
    expect(await arrows()).toBe(whole);
    await context.close();
  });
});

describe('the inspector', () => {
  it("lights a field's bytes, and a byte's field", async () => {
    const { page, context } = await open();
    const { one } = await player(page);
    await one.locator('g.arrow').first().click();
    await one.locator('.inspector li button', { hasText: '시퀀스 번호' }).first().hover();
    expect(await one.locator('.hex .lit').count()).toBe(4);
    await one.locator('.hex span').nth(38).hover();
    expect(await one.locator('.inspector li button.lit').innerText()).toContain('시퀀스 번호');
    await context.close();
  });
});

describe('predict, then run', () => {
  it('asks before the moment, judges by the engine, and runs on', async () => {
    const { page, context } = await open();
    const { one } = await player(page);
    await one.locator('summary', { hasText: '예측하고 실행하기' }).click();
    await one.locator('.tasks button').first().click();
    expect(await one.locator('.side figcaption').innerText()).not.toContain('ESTABLISHED');
    await one.getByLabel('서버', { exact: true }).check();
    await one.getByRole('button', { name: '답하고 실행' }).click();
    expect(await one.locator('.task').innerText()).toContain('다릅니다');
    expect(await one.locator('.task').innerText()).toContain('클라이언트');
    await context.close();
  });
});

describe('conditions', () => {
  it('a value out of bounds is refused with its bounds, and the run stays', async () => {
    const { page, context } = await open();
    const { one, press, time } = await player(page);
    await press('처음으로');
    await page.keyboard.press('End');
    const before = await time();
    await one.locator('summary', { hasText: '조건' }).click();
    const field = one.getByRole('textbox', { name: '지연(편도)' });
    for (const value of ['9999', '-1', 'abc', '1.5']) {
      await field.fill(value);
      await field.press('Enter');
      await field.blur();
      expect(await one.locator('.refused').first().innerText()).not.toBe('');
      expect(await time()).toBe(before);
    }
    await field.fill('100');
    await field.blur();
    await one.locator('g.arrow').first().focus();
    await page.keyboard.press('End');
    expect(await time()).not.toBe(before);
    await context.close();
  });
});

describe('what is taken away', () => {
  it('a link opens the very moment again', async () => {
    const { page, context } = await open();
    const { one, press, time, why } = await player(page);
    await one.locator('g.arrow').first().click();
    await page.keyboard.press('d');
    await press('한 단계');
    await press('한 단계');
    const moment = [await time(), await why()];
    await one.locator('summary', { hasText: '가져가기' }).click();
    await press('이 순간의 링크 복사');
    const link = await one.getByRole('textbox', { name: '이 순간의 링크 복사' }).inputValue();
    const again = await context.newPage();
    const other = await player(again, link);
    await expect.poll(other.time).toBe(moment[0]);
    expect(await other.why()).toBe(moment[1]);
    expect(await other.one.locator('.done li').count()).toBe(1);
    await context.close();
  });

  it("the packets are the engine's own bytes", async () => {
    const { page, context } = await open();
    const { one } = await player(page);
    await one.locator('summary', { hasText: '가져가기' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      one.getByRole('button', { name: '내려받기 .pcapng' }).click(),
    ]);
    const file = join(mkdtempSync(join(tmpdir(), 'keepalive-')), 'run.pcapng');
    await download.saveAs(file);
    const capture = decodePcapng(new Uint8Array(readFileSync(file)));
    // the same trace in the browser as in Node, to the byte
    const run = tcpConnection.run(setupOf(tcpConnection as never, 'clean'));
    expect(capture.value!.packets.map(({ bytes }) => [...bytes])).toEqual(
      run.frames.map(({ bytes }) => [...bytes]),
    );
    await context.close();
  });

  it('the picture has the same letters in its file as on the page', async () => {
    const { page, context } = await open();
    const { one } = await player(page);
    await one.locator('summary', { hasText: '가져가기' }).click();
    const letters = (svg: Element) =>
      [...svg.querySelectorAll('text')].map((text) => {
        const { fontFamily, fontSize, fontWeight } = getComputedStyle(text);
        return `${text.textContent}: ${fontWeight} ${fontSize} ${fontFamily}`;
      });
    const shown = await one.locator('svg[data-picture]').first().evaluate(letters);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      one.getByRole('button', { name: '내려받기 .svg' }).click(),
    ]);
    const file = join(mkdtempSync(join(tmpdir(), 'keepalive-')), 'run.svg');
    await download.saveAs(file);
    const alone = await context.newPage();
    await alone.setContent(readFileSync(file, 'utf8'));
    expect(shown.length).toBeGreaterThan(5);
    expect(await alone.locator('svg').evaluate(letters)).toEqual(shown);
    await context.close();
  });

  it.each([
    ['#s=abc', '손상'],
    ['#s=%3Cscript%3E', '손상'],
  ])('a damaged link (%s) opens the default, and says so', async (hash, word) => {
    const { page, context, complaints } = await open();
    const { one, arrows } = await player(page, PAGE + hash);
    expect(await one.getByRole('alert').innerText()).toContain(word);
    expect(await arrows()).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe('links from the prose', () => {
  it('"show me" opens the run that refutes', async () => {
    const { page, context } = await open();
    const { one } = await player(page);
    await page.locator('a[data-show-scenario="lost-syn"]').first().click();
    await expect.poll(() => one.getByRole('combobox', { name: '시나리오' }).inputValue()).toBe('lost-syn');
    await context.close();
  });
});

it('stays still where the reader wants no motion: an event at a time', async () => {
  const { page, context } = await open({ reducedMotion: 'reduce' });
  const { press, time } = await player(page);
  await press('처음으로');
  await press('재생');
  const seen = new Set<string>();
  for (let look = 0; look < 12; look += 1) {
    seen.add(await time());
    await page.waitForTimeout(150);
  }
  // moving in steps shows few different times, gliding shows a new one at every look
  expect(seen.size).toBeLessThan(6);
  await context.close();
});
