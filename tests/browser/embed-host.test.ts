/** embed.js in pages of other sites: sized, titled, several, later, twice, without storage, and without itself. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { browser } from '../support/page.ts';

const open = browser();
const QUIZ = 'quiz/what-is-caching';

/** Another site: other name, other port. On this machine, for a page from elsewhere may not ask anything of it. */
let server: Server;
let html = '';
beforeAll(async () => {
  server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(html));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
});
afterAll(() => void server.close());

/** A page of another site, with `body` in it; what the embeds tell is kept in its `heard`. */
async function host(body: string, { width = 800, blocked = false } = {}) {
  const watched = await open({ viewport: { width, height: 900 }, locale: 'en-US', reducedMotion: 'reduce' });
  const { page } = watched;
  const listening = `const heard = []; for (const name of ['answered', 'completed'])
    addEventListener('keepalive:' + name, (event) => heard.push([event.target.parentElement.id, event.detail]));`;
  html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>host</title><link rel="icon" href="data:,"><script>${listening}</script></head><body>${body}</body></html>`;
  if (blocked) await page.addInitScript(refuseStorage);
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  return watched;
}

/** What a browser does that blocks third-party storage: the very mention throws. */
function refuseStorage(): void {
  if (window.parent === window) return;
  for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
    Object.defineProperty(window, name, {
      get: () => {
        throw new DOMException('blocked', 'SecurityError');
      },
    });
}

const script = () => `<script async src="${inject('origin')}/embed.js"></script>`;
const inside = (page: Page, at: string): FrameLocator => page.frameLocator(`${at} iframe`);
const heard = (page: Page) => page.evaluate<[string, object][]>('heard');

/** Answers the first item that has options, rightly or not, once it is alive. */
async function answer(quiz: FrameLocator): Promise<void> {
  const option = quiz.locator('.embedded-quiz:visible .item input[type="radio"]:not(.sure *)').first();
  const item = option.locator('xpath=ancestor::*[contains(concat(" ", @class, " "), " item ")][1]');
  await expect.poll(async () => (await option.click(), option.isChecked()), { timeout: 20_000 }).toBe(true);
  await item.getByRole('button', { name: /^(확인|Check)$/ }).click();
}

/** The frame is as high as what it shows: it has no scroll of its own. */
const fits = async (page: Page, at: string) => {
  const has = await page.locator(`${at} iframe`).evaluate((frame) => frame.clientHeight);
  const wants = await inside(page, at)
    .locator('body')
    .evaluate((body) => Math.ceil(body.getBoundingClientRect().height));
  return has - wants;
};

describe('embed.js', () => {
  it('makes frames of a quiz and of a sandbox, named, lazy, without an origin, as high as what they show', async () => {
    const { page, context, complaints } = await host(
      `<div id="a" data-keepalive="${QUIZ}" data-lang="en"><a href="/x">A quiz</a></div>
       <div id="b" data-keepalive="sandbox/tcp-connection" data-lang="ko" data-theme="dark"></div>${script()}`,
    );
    for (const at of ['#a', '#b']) {
      const frame = page.locator(`${at} iframe`);
      await frame.scrollIntoViewIfNeeded();
      expect(await frame.getAttribute('loading')).toBe('lazy');
      expect(await frame.getAttribute('sandbox')).not.toContain('allow-same-origin');
      await expect.poll(() => fits(page, at), { timeout: 20_000 }).toBe(0);
    }
    await expect.poll(() => page.locator('#a iframe').getAttribute('title')).toContain('caching');
    await expect.poll(() => page.locator('#b iframe').getAttribute('title')).toMatch(/[가-힣]/);
    expect(await inside(page, '#b').locator('html').getAttribute('data-theme')).toBe('dark');
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('grows with an explanation, and tells of answers in xAPI’s terms, and when all are given', async () => {
    const { page, context, complaints } = await host(
      `<div id="a" data-keepalive="${QUIZ}" data-lang="ko"></div>${script()}`,
    );
    const quiz = inside(page, '#a');
    await expect.poll(() => fits(page, '#a'), { timeout: 20_000 }).toBe(0);
    const before = await page.locator('#a iframe').evaluate((frame) => frame.clientHeight);
    await answer(quiz);
    await expect.poll(() => heard(page)).toHaveLength(1);
    const [[place, told]] = (await heard(page)) as [[string, object]];
    expect(place).toBe('a');
    expect(told).toMatchObject({
      verb: { id: 'http://adlnet.gov/expapi/verbs/answered' },
      object: { id: expect.stringContaining(`${inject('origin')}/embed/${QUIZ}/?item=`) },
      result: { completion: true, duration: expect.stringMatching(/^PT[\d.]+S$/) },
    });
    await expect.poll(() => fits(page, '#a')).toBe(0);
    expect(await page.locator('#a iframe').evaluate((frame) => frame.clientHeight)).toBeGreaterThan(before);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('tells that a quiz of one item is completed', async () => {
    const { page, context } = await host(`<div id="a" data-keepalive="${QUIZ}"></div>`);
    const response = await page.request.get(`${inject('origin')}/embed/${QUIZ}/`);
    const withOptions = /data-item="([^"]+)"(?:(?!data-item=)[^])*?type="radio"/;
    const item = withOptions.exec(await response.text())![1]!;
    await page.evaluate(
      ([item, src]) => {
        document.getElementById('a')!.dataset['item'] = item;
        document.body.append(Object.assign(document.createElement('script'), { src }));
      },
      [item, `${inject('origin')}/embed.js`],
    );
    await answer(inside(page, '#a'));
    await expect.poll(() => heard(page)).toHaveLength(2);
    expect((await heard(page)).map(([, { verb }]: [string, { verb?: { id: string } }]) => verb?.id)).toEqual([
      'http://adlnet.gov/expapi/verbs/answered',
      'http://adlnet.gov/expapi/verbs/completed',
    ]);
    await context.close();
  });

  it('tells of a prediction made in a sandbox', async () => {
    const { page, context, complaints } = await host(
      `<div id="a" data-keepalive="sandbox/tcp-connection" data-lang="en"></div>${script()}`,
    );
    const player = inside(page, '#a').locator('.embedded-sandbox:lang(en) .player');
    await player.getByText('Predict, then run').click();
    const predict = player.locator('.tasks button').first();
    await predict.waitFor({ timeout: 20_000 });
    await predict.click();
    const task = player.locator('.task');
    await task.locator('input').first().waitFor();
    if ((await task.locator('input[type="radio"]').count()) > 0) await task.locator('input').first().check();
    else await task.locator('input').fill('1');
    await task.getByRole('button', { name: 'Answer and run' }).click();
    await expect.poll(() => heard(page)).toHaveLength(1);
    expect((await heard(page))[0]![1]).toMatchObject({
      verb: { id: 'http://adlnet.gov/expapi/verbs/answered' },
      object: { id: expect.stringContaining('/embed/sandbox/tcp-connection/?item=') },
      result: { completion: true, duration: expect.stringMatching(/^PT[\d.]+S$/) },
    });
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('finds places that come later, twice loaded makes one frame of each, and leaves what names nothing', async () => {
    const { page, context } = await host(
      `<div id="a" data-keepalive="${QUIZ}"></div><div id="x" data-keepalive="page/x">as it was</div>${script()}${script()}`,
    );
    await page.locator('#a iframe').waitFor();
    await page.evaluate((name) => {
      const later = document.createElement('div');
      const place = Object.assign(document.createElement('div'), { id: 'b' });
      place.dataset['keepalive'] = name;
      later.append(place);
      document.body.append(later);
    }, QUIZ);
    await page.locator('#b iframe').waitFor();
    expect(await page.locator('iframe').count()).toBe(2);
    expect(await page.locator('#x').innerText()).toBe('as it was');
    await expect.poll(() => fits(page, '#b'), { timeout: 20_000 }).toBe(0);
    await context.close();
  });

  it('takes the host’s change of theme and language to what is embedded', async () => {
    const { page, context, complaints } = await host(
      ['sandbox/tcp-flow', QUIZ]
        .map((name, n) => `<div id="p${n}" data-keepalive="${name}" data-lang="ko"></div>`)
        .join('') + script(),
    );
    for (const at of ['#p0', '#p1']) {
      await page.locator(`${at} iframe`).scrollIntoViewIfNeeded();
      await expect.poll(() => page.locator(`${at} iframe`).getAttribute('title')).toMatch(/[가-힣]/);
      await page.locator(at).evaluate((place) => {
        place.dataset['theme'] = 'dark';
        place.dataset['lang'] = 'en';
      });
      const root = inside(page, at).locator('html');
      await expect.poll(() => root.getAttribute('data-theme')).toBe('dark');
      await expect.poll(() => root.getAttribute('lang')).toBe('en');
      await expect.poll(() => page.locator(`${at} iframe`).getAttribute('title')).not.toMatch(/[가-힣]/);
      await expect.poll(() => fits(page, at)).toBe(0);
    }
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe('a frame that the host wrote by hand', () => {
  const frame = (more: string, name = QUIZ) =>
    `<div id="a"><iframe title="A quiz" width="600" height="400" ${more} src="${inject('origin')}/embed/${name}/?lang=en"></iframe></div>`;
  it.each([
    ['plain', '', false],
    ['sandboxed strictly', 'sandbox="allow-scripts"', false],
    ['with third-party storage blocked', '', true],
  ])('%s: asks, grades and grows when embed.js is there', async (_, more, blocked) => {
    const { page, context, complaints } = await host(frame(more) + script(), { blocked });
    await answer(inside(page, '#a'));
    await expect.poll(() => heard(page)).toHaveLength(1);
    await expect.poll(() => fits(page, '#a')).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });
  it.each([QUIZ, 'sandbox/tcp-connection'])(
    '%s: without any script in the host scrolls by itself',
    async (name) => {
      const { page, context, complaints } = await host(frame('sandbox="allow-scripts"', name));
      const main = inside(page, '#a').locator('main');
      await main.waitFor();
      expect(await page.locator('iframe').evaluate((one) => one.clientHeight)).toBe(400);
      await inside(page, '#a')
        .locator('html')
        .evaluate((root) => root.scrollTo(0, 200));
      expect(
        await inside(page, '#a')
          .locator('html')
          .evaluate((root) => root.scrollTop),
      ).toBe(200);
      expect(complaints).toEqual([]);
      await context.close();
    },
  );
});
