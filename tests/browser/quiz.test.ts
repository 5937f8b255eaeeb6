import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Page } from 'playwright-core';
import { review } from '../quiz/build.ts';
import { browser } from '../support/page.ts';
import { toSession } from './by-keys.ts';

const open = browser();
const page1 = '/ko/qa/three-way-handshake/';
const items = (page: Page) => page.locator('.item');
const kept = (page: Page) => page.locator('.record p').first().innerText();

/** Comes so near that the items are taken over. */
async function toQuiz(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.locator('[data-island=quiz]').scrollIntoViewIfNeeded();
  await page.locator('.item .act button').first().waitFor();
  // one after the other: each still one gives way to a live one
  await page.locator('.item details').first().waitFor({ state: 'detached' });
}
async function toItem(page: Page, id: string): Promise<void> {
  await page.locator('[data-island=quiz]').scrollIntoViewIfNeeded();
  await page.locator(`[data-item="${id}"] .act button`).first().waitFor();
}
describe('the items of a page', () => {
  it('say question, options, answer and reasons without scripts', async () => {
    const { page } = await open({ javaScriptEnabled: false });
    await page.goto(page1);
    expect(await items(page).count()).toBeGreaterThanOrEqual(6);
    await items(page).first().locator('summary').click();
    expect(await items(page).first().locator('.explanation .right').innerText()).toContain('정답');
    expect(await items(page).first().locator('.explanation li').count()).toBe(4);
  });

  it.each([360, 1440])('are taken over in the same size (%i px)', async (width) => {
    const heights = async (javaScriptEnabled: boolean) => {
      const { page } = await open({ javaScriptEnabled, viewport: { width, height: 900 } });
      if (javaScriptEnabled) await toQuiz(page, page1);
      else await page.goto(page1);
      return items(page).evaluateAll((all) =>
        all.map((one) => Math.round(one.getBoundingClientRect().height)),
      );
    };
    expect(await heights(true)).toEqual(await heights(false));
  });

  it('explain every option in place, and nothing above the explanation moves', async () => {
    const { page, complaints } = await open();
    await toQuiz(page, page1);
    const item = items(page).first();
    await item.locator('input').first().click();
    const before = await item
      .locator('.option')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
    await item.locator('.act button').click();
    await item.locator('.verdict').waitFor();
    expect(await item.locator('.explanation li').count()).toBe(before.length);
    expect(
      await item.locator('.option').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top)),
    ).toEqual(before);
    expect(await item.locator('.verdict').evaluate((one) => one === document.activeElement)).toBe(true);
    expect(complaints).toEqual([]);
  });

  it('let an answer be written, then graded by its points, where there is no microphone', async () => {
    const { page, complaints } = await open();
    await page.addInitScript(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'));
    });
    await toQuiz(page, '/ko/qa/why-three-and-four/');
    const item = page.locator('[data-item="hs-say-why-three"]');
    await item.locator('.recorder button').click();
    await item.getByText('적어서 답해도').waitFor();
    await item.locator('textarea').fill('번호를 서로 확인해야 하니까요');
    await page.keyboard.press('Enter');
    expect(await item.locator('textarea').inputValue()).toContain('\n');
    expect(await item.locator('.option').count()).toBe(0);
    await item.locator('.act button').click();
    await item.locator('.option input').first().waitFor();
    expect(
      await item
        .locator('.option input')
        .first()
        .evaluate((one) => one === document.activeElement),
    ).toBe(true);
    await page.keyboard.press('Space');
    await page.keyboard.press('2');
    await page.keyboard.press('Enter');
    expect(await item.locator('.verdict').innerText()).toContain('일부');
    expect(await item.locator('.explanation li').count()).toBe(2);
    expect(complaints).toEqual([]);
  });

  it('measure a goal by the run that the sandbox of the page shows', async () => {
    const { page, complaints } = await open();
    const checked = async (address: string) => {
      await page.goto(address);
      await page.locator('#sandbox .player [data-part=stage] > *').first().waitFor();
      await page.locator('#sandbox').scrollIntoViewIfNeeded();
      await page.locator('[data-part=drawers] summary').first().waitFor();
      await page.waitForTimeout(500);
      await page.locator('[data-island=quiz]').scrollIntoViewIfNeeded();
      const item = page.locator('[data-item="rr-goal-restart"]');
      await item.locator('.act button').first().click();
      return item;
    };
    const before = await checked('/en/qa/reuseaddr-reuseport/?scenario=restart');
    await before.getByText('failed with EADDRINUSE').waitFor();
    expect(await before.locator('.goals .right').count()).toBe(1);
    await before.getByRole('button', { name: 'Hint 1 of 2' }).click();
    expect(await before.locator('.hints li').count()).toBe(1);
    const after = await checked('/en/qa/reuseaddr-reuseport/?scenario=restart&reuseAddress=true');
    await after.locator('.verdict').waitFor();
    expect(await after.locator('.verdict').innerText()).toContain('Reached');
    expect(complaints).toEqual([]);
  });

  it('let an arrow of a run be chosen by pointing or by its option', async () => {
    const { page, complaints } = await open();
    await toQuiz(page, '/en/qa/reliability/');
    const item = page.locator('[data-item="rl-trace-resend"]');
    const options = item.locator('.option input');
    await item.locator('.ladder text.offered').nth(2).click();
    expect(await options.nth(2).isChecked()).toBe(true);
    await options.last().focus();
    await page.keyboard.press('Space');
    expect(await item.locator('.ladder g.chosen').count()).toBe(1);
    await page.keyboard.press('Enter');
    await item.locator('.verdict').waitFor();
    expect(await item.locator('.verdict').innerText()).toContain('Right');
    expect(await item.locator('.ladder g.right').count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  it('stop a run before what is asked for, and let it go on after', async () => {
    const { page } = await open();
    await page.goto('/en/qa/why-three-and-four/');
    await page.locator('#sandbox').scrollIntoViewIfNeeded();
    await page.locator('[data-part=drawers] summary').first().waitFor();
    await toItem(page, 'hs-predict-server-without-ack');
    const item = page.locator('[data-item="hs-predict-server-without-ack"]');
    await item.getByText('Look at the moment').click();
    const scenario = page.locator(
      '#sandbox .player [role=radio][aria-checked=true], #sandbox .player select',
    );
    expect(await scenario.count()).toBeGreaterThan(0);
    await item.locator('.option input').nth(1).click();
    await item.locator('.act button').first().click();
    await item.getByText('Let it go on').waitFor();
    expect(await item.locator('.verdict').innerText()).toContain('Right');
  });

  it('match things with their partners by native lists', async () => {
    const { page } = await open();
    await toQuiz(page, '/en/qa/socket-api-flow/');
    const item = page.locator('[data-item="saf-calls-segments"]');
    const lists = item.locator('select');
    await lists.nth(0).selectOption('syn');
    await item.locator('.act button').click();
    await item.getByText('every one of them').waitFor();
    for (const [n, partner] of ['syn', 'none', 'syn', 'fin'].entries())
      await lists.nth(n).selectOption(partner);
    await item.locator('.act button').click();
    expect(await item.locator('.pair .mark').allInnerTexts()).toEqual(['✓', '✓', '✗', '✓']);
    expect(await item.locator('.verdict').innerText()).toContain('Partly');
  });

  it('move the steps of an order by arrow keys, and say where they are', async () => {
    const { page } = await open();
    await toQuiz(page, '/en/qa/three-way-handshake/');
    const steps = page.locator('.step');
    const first = await steps.first().getAttribute('data-step');
    await steps.first().locator('button:enabled').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await steps.nth(2).getAttribute('data-step')).toBe(first);
    expect(
      await page.evaluate(() => document.activeElement?.closest<HTMLElement>('.step')?.dataset['step']),
    ).toBe(first);
    expect(await page.locator('.item [aria-live=assertive]').first().innerText()).toMatch(/^Now 3 of \d/);
  });
});

describe("a reader's data", () => {
  const file = (content: unknown) => ({
    name: 'progress.json',
    mimeType: 'application/json',
    buffer: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)),
  });
  const whole = (...events: unknown[]) => ({ format: 'keepalive-progress', version: 1, events });
  const hostile = '<img src=x onerror="document.title=1">';

  it('comes back from its own file, once; anything else is refused with a sentence, and nothing is lost', async () => {
    const { page, complaints } = await open();
    await toSession(page, '/en/quiz/');
    const give = async (content: unknown) => {
      await page.locator('input[type=file]').setInputFiles(file(content));
      const status = page.locator('.record [role=status]');
      await status.filter({ hasText: /\S/ }).waitFor();
      const said = await status.innerText();
      await status.evaluate((one) => (one.textContent = ''));
      return said;
    };
    await page.locator('input[type=file]').setInputFiles(file(whole(review('a', 1, 1), review('b', 2, 0))));
    await page.locator('.record [role=status]').filter({ hasText: '2' }).waitFor();
    const table: [string, unknown][] = [
      ['not JSON', '{"format"'],
      ['not exported from here', { notes: [] }],
      ['newer version', { ...whole(), version: 9 }],
      ['events.0.score', whole({ ...review('c', 3, 1), score: 5 })],
      ['the same record twice', whole(review('c', 3, 1), review('c', 3, 1))],
      ['here already', whole(review('a', 1, 1))],
      ['too large', ' '.repeat(20_000_000)],
    ];
    for (const [sentence, content] of table) {
      await page.reload();
      await page.locator('.choose [type=submit]:enabled').waitFor();
      expect(await give(content)).toContain(sentence);
      expect(await kept(page), sentence).toContain(': 2.');
    }
    await page.reload();
    await page.locator('.choose [type=submit]:enabled').waitFor();
    expect(await give(whole({ ...review(hostile, 3, 0), id: hostile, answer: hostile }))).toContain('1');
    await page.goto('/en/');
    expect(await page.locator('img[src=x]').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('is one in two tabs, which lose nothing of what is answered in both at once', async () => {
    const { page, context } = await open();
    await toSession(page, '/en/quiz/');
    const tabs = await Promise.all([context.newPage(), context.newPage()]);
    const slugs = ['three-way-handshake', 'time-wait'];
    await Promise.all(tabs.map((tab, n) => toQuiz(tab, `/en/qa/${slugs[n]}/`)));
    for (const tab of tabs) await tab.locator('.item input[type=radio]').first().click();
    await Promise.all(tabs.map((tab) => tab.locator('.item .act button').first().click()));
    await page.locator('.record p', { hasText: ': 2.' }).waitFor();
    await page.reload();
    await page.locator('.record p', { hasText: ': 2.' }).waitFor();
  });

  it.each<[string, string, () => void]>([
    [
      'blocked',
      '저장을 막고',
      () =>
        void Object.defineProperty(window, 'indexedDB', {
          get: () => {
            throw new DOMException('no', 'SecurityError');
          },
        }),
    ],
    [
      'missing',
      '저장할 곳이 없어',
      () => void Object.defineProperty(window, 'indexedDB', { value: undefined }),
    ],
    [
      'full',
      '가득 차',
      () =>
        void (IDBObjectStore.prototype.add = () => {
          throw new DOMException('full', 'QuotaExceededError');
        }),
    ],
  ])('%s storage is said, and the page goes on', async (_, sentence, break_) => {
    const { page, context } = await open();
    await context.addInitScript(break_);
    await toQuiz(page, page1);
    await items(page).first().locator('input').first().click();
    await items(page).first().locator('.act button').click();
    await page.locator('.not-kept').waitFor();
    expect(await page.locator('.not-kept').innerText()).toContain(sentence);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('.not-kept button').click(),
    ]);
    const lines = (await (await file.createReadStream()).toArray()).join('');
    expect(JSON.parse(lines).events).toEqual(
      expect.arrayContaining([expect.objectContaining({ type: 'review', item: 'hs-client-established' })]),
    );
  });
});

describe('an embed in a page of somebody else', () => {
  let host: Server;
  let address: string;
  beforeAll(async () => {
    const frame = `${inject('origin')}/embed/quiz/three-way-handshake/?lang=en&theme=dark&item=hs-order`;
    host = createServer((_, response) => {
      response.setHeader('content-type', 'text/html');
      response.end(`<!doctype html><title>host</title><iframe sandbox="allow-scripts allow-popups" src="${frame}" width="600"></iframe>
        <script>said = []; addEventListener('message', (event) => event.source === frames[0] && said.push(event.data))</script>`);
    });
    await new Promise<void>((ready) => host.listen(0, '127.0.0.1', ready));
    address = `http://127.0.0.1:${(host.address() as AddressInfo).port}/`;
  });
  afterAll(() => void host.close());

  it('works without allow-same-origin: says ready and its height, answers hello, reports the answer', async () => {
    const { page, complaints } = await open();
    await page.goto(address);
    const told = (type: string) =>
      page
        .waitForFunction(
          (wanted) =>
            (window as unknown as { said: { type: string }[] }).said.find((one) => one.type === wanted),
          type,
        )
        .then((found) => found.jsonValue());
    expect(await told('ready')).toEqual({
      ns: 'keepalive',
      v: 1,
      type: 'ready',
      id: 'quiz/three-way-handshake',
      title: expect.stringContaining('three-way handshake'),
    });
    const { height } = (await told('resize')) as unknown as { height: number };
    const embedded = page.frames()[1]!;
    expect(height).toBe(
      await embedded.evaluate(() => Math.ceil(document.body.getBoundingClientRect().height)),
    );
    expect(
      await embedded.evaluate(() => [
        document.documentElement.lang,
        document.documentElement.dataset['theme'],
      ]),
    ).toEqual(['en', 'dark']);
    await page.evaluate(() => {
      (window as unknown as { said: unknown[] }).said.length = 0;
      frames[0]!.postMessage({ ns: 'keepalive', v: 1, type: 'hello' }, '*');
      frames[0]!.postMessage({ ns: 'keepalive', v: 1, type: 'theme', theme: 'light' }, '*');
      frames[0]!.postMessage({ ns: 'other', v: 1, type: 'theme', theme: 'dark' }, '*');
    });
    await told('ready');
    expect(await embedded.evaluate(() => document.documentElement.dataset['theme'])).toBe('light');
    await embedded.locator('.item:visible .act button').click();
    expect(await told('answered')).toMatchObject({
      item: 'hs-order',
      success: false,
      duration: expect.stringMatching(/^PT\d/),
    });
    expect(await told('completed')).toMatchObject({ scaled: expect.any(Number) });
    expect(complaints).toEqual([]);
  });
});
