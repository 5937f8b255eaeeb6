/** A sandbox by keyboard alone, through an address, with a screen reader, on a phone: on the built site. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
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
    press: (name: string) => one.getByRole('button', { name, exact: true }).click(),
    scenario: () => one.getByRole('combobox', { name: '시나리오' }).inputValue(),
  };
}

describe('by keyboard alone', () => {
  it('the ladder is one stop; arrows walk its packets, Enter opens, D drops, ? tells the keys', async () => {
    const { page, context } = await open();
    const { one, press } = await player(page);
    await press('처음으로');
    await page.keyboard.press('End');
    const arrows = one.locator('g.arrow');
    const count = await arrows.count();
    expect(count).toBeGreaterThan(6);
    expect(await one.locator('g.arrow[tabindex="0"]').count()).toBe(1);
    await arrows.first().focus();
    expect(await one.locator('g.arrow[tabindex="0"]').count()).toBe(1);
    const focused = () => page.evaluate(() => (document.activeElement as HTMLElement).dataset['name']);
    const names: (string | undefined)[] = [await focused()];
    for (let step = 1; step < count; step += 1) {
      await page.keyboard.press('ArrowDown');
      names.push(await focused());
    }
    expect(new Set(names).size).toBe(count);
    await page.keyboard.press('ArrowUp');
    expect(await focused()).toBe(names.at(-2));
    await page.keyboard.press('Enter');
    await one.locator('.inspector').waitFor();
    // D acts on what has the focus, opened or not
    await arrows.nth(1).focus();
    await page.keyboard.press('d');
    expect(await one.locator('.done li').count()).toBe(1);
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: '단축키' });
    expect(await dialog.locator('dt').count()).toBeGreaterThan(10);
    await page.keyboard.press('Escape');
    expect(await dialog.count()).toBe(0);
    await page.keyboard.press('Control+z');
    expect(await one.locator('.done').count()).toBe(0);
    await context.close();
  });

  it('the named moments are buttons, and where the playhead stands on one it is told', async () => {
    const { page, context } = await open();
    const { one } = await player(page);
    const moments = one.getByRole('list', { name: '주요 순간' }).getByRole('button');
    for (const moment of await moments.all()) {
      const name = await moment.innerText();
      await moment.press('Enter');
      expect(await one.locator('.why .shown .at').innerText()).toContain(name);
      expect(await one.getByRole('slider', { name: '위치' }).getAttribute('aria-valuetext')).toContain(name);
    }
    await context.close();
  });
});

describe('through the address', () => {
  it('a link pasted into the open page opens', async () => {
    const { page, context } = await open();
    const { one, time } = await player(page);
    await one.locator('g.arrow').first().focus();
    await page.keyboard.press('End');
    const end = await time();
    await one.locator('summary', { hasText: '가져가기' }).click();
    await one.getByRole('button', { name: '이 순간의 링크 복사' }).click();
    const link = await one.getByRole('textbox', { name: '이 순간의 링크 복사' }).inputValue();
    await one.locator('g.arrow').first().focus();
    await page.keyboard.press('Home');
    await page.evaluate((hash) => (location.hash = hash), new URL(link).hash);
    await expect.poll(time).toBe(end);
    await page.evaluate(() => (location.hash = '#s=abc'));
    await one.getByRole('alert').waitFor();
    expect(await one.getByRole('alert').innerText()).toContain('손상');
    await context.close();
  });

  it.each([
    ['/ko/qa/three-way-handshake/?scenario=nothing', 'nothing', 'clean'],
    ['/ko/qa/three-way-handshake/?scenario=lost-syn&dealyMs=1', 'dealyMs', 'lost-syn'],
    ['/ko/qa/three-way-handshake/?scenario=lost-syn&delayMs=9999', 'delayMs=9999', 'lost-syn'],
  ])('%s says what is unknown, and shows what it can', async (path, word, shown) => {
    const { page, context, complaints } = await open();
    const { one, scenario } = await player(page, path);
    expect(await one.getByRole('alert').innerText()).toContain(word);
    expect(await scenario()).toBe(shown);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('what the reader did is there after a reload, and the address stays plain', async () => {
    const { page, context } = await open();
    const { one, press, time } = await player(page);
    await one.locator('g.arrow').first().focus();
    await page.keyboard.press('d');
    await press('한 단계');
    const moment = await time();
    // kept when nothing has changed for a while
    await page.waitForTimeout(600);
    await page.reload();
    await one.scrollIntoViewIfNeeded();
    await one.locator('.done li').waitFor();
    await expect.poll(time).toBe(moment);
    expect(new URL(page.url()).hash).toBe('');
    // opened anew, the page shows what the prose speaks of
    const fresh = await context.newPage();
    expect(await (await player(fresh)).one.locator('.done').count()).toBe(0);
    await context.close();
  });
});

describe('with a screen reader', () => {
  it('a step is told once it rests; playing tells key moments only', async () => {
    const { page, context } = await open();
    const { one, press } = await player(page);
    await press('처음으로');
    const status = one.locator('p[role="status"]').first();
    for (let step = 0; step < 3; step += 1) await press('한 단계');
    await expect
      .poll(() => status.innerText())
      .toContain(
        await one
          .locator('.why .shown p')
          .last()
          .innerText()
          .then((text) => text.split(' RFC')[0]!),
      );
    await page.evaluate(() => {
      const told: string[] = [];
      Object.assign(window, { told });
      const place = document.querySelector('.player p[role="status"]')!;
      new MutationObserver(() => told.push(place.textContent ?? '')).observe(place, {
        characterData: true,
        childList: true,
        subtree: true,
      });
    });
    await press('처음으로');
    await press('재생');
    await page.waitForTimeout(4000);
    await press('멈춤');
    await page.waitForTimeout(600);
    const told = await page.evaluate(() => (window as unknown as { told: string[] }).told);
    const moments = await one.getByRole('list', { name: '주요 순간' }).getByRole('button').allInnerTexts();
    // the start, then key moments, then where it was paused
    for (const sentence of told.slice(1, -1))
      expect(
        moments.some((name) => sentence.includes(name)),
        sentence,
      ).toBe(true);
    expect(told.length).toBeLessThanOrEqual(moments.length + 2);
    await context.close();
  });
});

describe('what it costs', () => {
  it('asks for no frame while it stands still, nor when it is out of sight', async () => {
    const { page, context } = await open();
    await page.addInitScript(() => {
      const frames = { count: 0 };
      const real = requestAnimationFrame;
      Object.assign(window, { frames });
      window.requestAnimationFrame = (callback) => ((frames.count += 1), real(callback));
    });
    const { press } = await player(page);
    await page.waitForTimeout(500);
    const frames = () =>
      page.evaluate(() => (window as unknown as { frames: { count: number } }).frames.count);
    const idle = async () => {
      const before = await frames();
      await page.waitForTimeout(500);
      return (await frames()) - before;
    };
    expect(await idle()).toBe(0);
    await press('처음으로');
    await press('재생');
    expect(await idle()).toBeGreaterThan(3);
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await page.waitForTimeout(300);
    expect(await idle()).toBe(0);
    await context.close();
  });

  it('scrubbing leaves no trace: a moment looks the same, whichever way the playhead came', async () => {
    const { page, context } = await open();
    const { one, press } = await player(page);
    await press('처음으로');
    const looks = await one.evaluate(async (root) => {
      const slider = root.querySelector<HTMLInputElement>('input[type=range]')!;
      const steps = Number(slider.max);
      const to = async (at: number) => {
        slider.value = String(at);
        slider.dispatchEvent(new Event('input', { bubbles: true }));
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        // what was said before stands until the next thing is said
        return new XMLSerializer().serializeToString(root).replace(/<p[^>]*role="status".*?<\/p>/g, '');
      };
      const straight: string[] = [];
      for (let at = 0; at <= steps; at += 1) straight.push(await to(at));
      const wrong: number[][] = [];
      for (const [from, at] of [
        [steps, 0],
        [0, steps],
        [steps, 3],
        [1, steps - 1],
        [steps - 2, 2],
      ] as const) {
        await to(from);
        if ((await to(at)) !== straight[at]) wrong.push([from, at]);
      }
      return { wrong, different: new Set(straight).size };
    });
    expect(looks.wrong).toEqual([]);
    expect(looks.different).toBeGreaterThan(10);
    await context.close();
  });

  it.each([360, 768, 1280])('at %d px nothing below the sentences moves while stepping', async (width) => {
    const { page, context } = await open({ viewport: { width, height: 800 } });
    const { one, press } = await player(page);
    await press('처음으로');
    const tops = new Set<number>();
    for (let step = 0; step < 30; step += 1) {
      await page.keyboard.press('ArrowRight');
      tops.add(
        await one.evaluate((root) =>
          Math.round(
            root.querySelector('[data-part="stage"]')!.getBoundingClientRect().top -
              root.getBoundingClientRect().top,
          ),
        ),
      );
    }
    expect(tops.size).toBe(1);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(wide).toBe(false);
    await context.close();
  });
});

describe('predicting a number', () => {
  it('takes it with its unit, and asks again where there is none', async () => {
    const { page, context } = await open();
    const { one } = await player(page);
    await one.locator('summary', { hasText: '예측하고 실행하기' }).click();
    await one.locator('.tasks li', { hasText: '몇 초' }).getByRole('button').click();
    const field = one.locator('.task input');
    await field.fill('abc');
    await field.press('Enter');
    expect(await one.locator('.task .unread').innerText()).toContain('숫자');
    expect(await one.locator('.task .wrong').count()).toBe(0);
    await field.fill('3초');
    await field.press('Enter');
    expect(await one.locator('.task .right').innerText()).toContain('맞았습니다');
    await context.close();
  });
});
