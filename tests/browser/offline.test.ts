import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { FAREWELL, filesIn, workerFor } from '#offline/integration.ts';
import { releaseOf } from '#offline/release.ts';
import { shellOf } from '#offline/shell.ts';
import { deployed, type Deployed } from '../offline/fixture.ts';
import { browser } from '../support/page.ts';
import { serve } from '../support/serve.ts';

const open = browser();
const dist = join(import.meta.dirname, '../../dist');

const controlled = (page: Page) =>
  page.evaluate(async () => {
    const { serviceWorker } = navigator;
    if (!serviceWorker.controller)
      await new Promise((done) => serviceWorker.addEventListener('controllerchange', done, { once: true }));
  });

/** Until nothing more comes to what is kept. */
const settled = async (page: Page) => {
  let before = -1;
  const kept = () =>
    page.evaluate(async () => {
      const [name] = await caches.keys();
      return name === undefined ? 0 : (await (await caches.open(name)).keys()).length;
    });
  await expect
    .poll(async () => before === (before = await kept()), { interval: 1500, timeout: 30_000 })
    .toBe(true);
};

it('visited once, the front pages and what was read open without network; what was not says so', async () => {
  const { page, context, complaints, foreign } = await open();
  const site = await serve(dist, 0);
  await page.goto(`${site.origin}/ko/qa/three-way-handshake/`);
  await controlled(page);
  // the page names what it loaded before there was a worker
  await settled(page);
  await site.close();
  await context.setOffline(true);
  complaints.length = 0;
  foreign.length = 0;
  for (const path of ['/', '/ko/', '/en/', '/ko/offline/', '/ko/qa/three-way-handshake/']) {
    const response = await page.goto(site.origin + path);
    expect(response?.status(), path).toBe(200);
    expect(await page.locator('h1').count(), path).toBeGreaterThan(0);
    await page.waitForLoadState('networkidle');
    expect(await page.locator('.island-failed').count(), path).toBe(0);
  }
  expect(complaints).toEqual([]);
  expect((await page.goto(`${site.origin}/ko/qa/what-is-caching/`))?.status()).toBe(503);
  await page.getByText('아직 저장하지 않아').waitFor();
  await context.close();
});

it('says so where it cannot keep anything', async () => {
  const { page, context } = await open();
  // the disk is full before the worker has kept its first file
  const protocol = await context.newCDPSession(page);
  await protocol.send('Storage.overrideQuotaForOrigin', { origin: inject('origin'), quotaSize: 1 });
  await page.goto('/ko/offline/');
  await page.locator('[data-said]', { hasText: '저장할 수 없습니다' }).waitFor();
  await context.close();
});

it('with everything kept, every page, the sandboxes, the quiz and the search work without network', async () => {
  const { page, context, complaints, foreign } = await open();
  const site = await serve(dist, 0);
  await page.goto(`${site.origin}/ko/`);
  await page.locator('.foot a[href$="/ko/offline/"]').click();
  const forget = page.getByRole('button', { name: '저장한 것 지우기' });
  expect(await forget.isVisible()).toBe(false);
  await page.getByRole('button', { name: '모두 저장하기' }).click();
  await expect
    .poll(() => page.locator('[data-said]').innerText(), { timeout: 50_000 })
    .toMatch(/사이트 전체\(파일 [\d,]+개, 약 \d+ MB\)를 저장했습니다/);
  await site.close();
  await context.setOffline(true);
  complaints.length = 0;
  foreign.length = 0;

  for (const path of [
    '/',
    '/ko/',
    '/en/',
    '/ko/glossary/',
    '/en/qa/what-is-caching/',
    '/en/quiz/',
    '/ko/qa/three-way-handshake',
  ]) {
    const response = await page.goto(site.origin + path);
    expect(response?.status(), path).toBe(200);
    expect(await page.locator('h1').count(), path).toBeGreaterThan(0);
  }
  expect(new URL(page.url()).pathname).toBe('/ko/qa/three-way-handshake/');

  const item = page.locator('#check .item').first();
  await item.scrollIntoViewIfNeeded();
  const option = item.locator('input').first();
  // what stands there before is replaced when its island comes
  await item.locator('.act').waitFor();
  await expect.poll(async () => (await option.click(), option.isChecked())).toBe(true);
  await item.getByRole('button').first().click();
  await page.waitForFunction(() =>
    /정답|오답/.test(document.querySelector('#check .item')?.textContent ?? ''),
  );

  await page.keyboard.press('/');
  await page.waitForSelector('dialog.search[open]');
  await page.keyboard.type('캐쉬');
  await page.locator('dialog.search a.page').first().click();
  await page.waitForURL('**/ko/qa/what-is-caching/');

  const islands = page.locator('[data-island="sandbox"]');
  for (let n = 0; n < (await islands.count()); n++) {
    await islands.nth(n).scrollIntoViewIfNeeded();
    await page.waitForFunction(
      (at) => document.querySelectorAll('[data-island="sandbox"]')[at]?.hasAttribute('data-mounted'),
      n,
    );
  }
  expect(await page.locator('.island-failed').count()).toBe(0);
  expect(complaints).toEqual([]);

  expect((await page.goto(`${site.origin}/en/no-such-page/`))?.status()).toBe(404);
  expect(await page.title()).toContain('no such page');
});

it('says that a new version is there, and shows it on request', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'keepalive-'));
  await cp(dist, folder, { recursive: true });
  const site = await serve(folder, 0);
  const { page, context } = await open();
  await page.goto(`${site.origin}/ko/`);
  await controlled(page);
  await page.reload();
  // until its island listens, nobody is told
  await page.waitForLoadState('networkidle');
  expect(await page.locator('.update-notice').count()).toBe(0);

  const home = join(folder, 'ko/index.html');
  await writeFile(home, (await readFile(home, 'utf8')).replace('<h1>', '<h1>New '));
  const files = await filesIn(folder);
  await writeFile(join(folder, 'sw.js'), await workerFor(releaseOf(files, shellOf(new Map(files)))));
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  await page.getByText('새 버전이 있습니다.').waitFor();
  expect(await page.locator('h1').innerText()).not.toContain('New');
  await page.getByRole('button', { name: '새로 고침' }).click();
  await page.getByRole('heading', { name: 'New' }).waitFor();
  expect(await page.locator('.update-notice').count()).toBe(0);
  await context.close();
  await site.close();
  await rm(folder, { recursive: true });
});

describe('a release of which little is kept at once', () => {
  it('keeps the rest as it is read, and what was read also in the next one; then everything, and gives the room back', async () => {
    const site = await deployed();
    const shell = ['', 'en/404/', 'en/offline/'];
    await site.deploy('one', [], shell);
    const { page, context } = await open();
    await page.goto(site.root);
    await page.evaluate(() => navigator.serviceWorker.register('/net/sw.js').then(() => undefined));
    await controlled(page);
    const ask = (keepalive: string) =>
      page.evaluate(
        (what) =>
          new Promise<{ everything: boolean; kept: number; of: number }>((done) => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = ({ data }) => data.over && done(data);
            navigator.serviceWorker.controller!.postMessage({ keepalive: what }, [port2]);
          }),
        keepalive,
      );
    expect(await ask('state')).toMatchObject({ everything: false, kept: 3, of: 5 });
    await page.goto(`${site.root}second/`);
    expect(await ask('state')).toMatchObject({ kept: 4 });

    await site.deploy('two', [], shell);
    await page.evaluate(async () => {
      const registration = (await navigator.serviceWorker.getRegistration())!;
      const changed = new Promise((done) =>
        navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }),
      );
      await registration.update();
      await changed;
    });
    expect(await ask('state'), 'what was read, as it is now').toMatchObject({ kept: 4 });
    expect(await ask('keep')).toMatchObject({ everything: true, kept: 5 });
    expect(await ask('forget')).toMatchObject({ everything: false, kept: 3 });
    await context.setOffline(true);
    await site.cut();
    expect(await ask('keep')).toMatchObject({ everything: false, failed: 'network' });
    const response = await page.goto(`${site.root}second/`);
    expect([response?.status(), await page.locator('h1').innerText()]).toEqual([503, 'two']);
    await context.close();
  });
});

describe('a new release', () => {
  let site: Deployed;
  let page: Page;
  let context: BrowserContext;

  const stateOf = (one: Page) => one.locator('h1').innerText();
  const dataOf = (one: Page) =>
    one.evaluate(async () => ((await (await fetch('/net/data.json')).json()) as { state: string }).state);
  const register = (one: Page) =>
    one.evaluate(async () => {
      await navigator.serviceWorker.register('/net/sw.js');
    });
  /** Looks for a new worker as the browser does by itself now and then; gives when it has been installed, or could not be. */
  const update = (one: Page) =>
    one.evaluate(async () => {
      const registration = (await navigator.serviceWorker.getRegistration())!;
      await registration.update();
      const coming = registration.installing ?? registration.waiting;
      if (coming)
        await new Promise<void>((done) =>
          coming.addEventListener('statechange', () => /activated|redundant/.test(coming.state) && done()),
        );
      return coming?.state ?? 'none';
    });

  beforeEach(async () => {
    site = await deployed();
    await site.deploy('one');
    ({ page, context } = await open());
    await page.goto(site.root);
    await register(page);
    await controlled(page);
  });
  afterEach(async () => {
    await context.close();
    await site.cut().catch(() => undefined);
  });

  it('takes over at once for pages opened from now on; those that are open stay whole', async () => {
    await site.deploy('two');
    const other = await context.newPage();
    await other.goto(`${site.root}second/`);
    expect(await stateOf(other)).toBe('one');
    expect(await update(page)).toBe('activated');

    expect(await dataOf(page)).toBe('one');
    expect(await dataOf(other)).toBe('one');
    await page.reload();
    expect([await stateOf(page), await dataOf(page)]).toEqual(['two', 'two']);
    expect(await dataOf(other)).toBe('one');
    await other.goto(site.root);
    expect([await stateOf(other), await dataOf(other)]).toEqual(['two', 'two']);

    await context.setOffline(true);
    await site.cut();
    await page.goto(`${site.root}second/?from=link`);
    expect([await stateOf(page), await dataOf(page)]).toEqual(['two', 'two']);
  });

  it('forgets the old release when no page is open from it any more', async () => {
    const kept = () =>
      page.evaluate(async () => {
        const cache = await caches.open((await caches.keys())[0]!);
        const names = (await cache.keys()).map(({ url }) => url);
        return ['release', 'file'].map(
          (kind) => names.filter((name) => name.includes(`/.keepalive/${kind}/`)).length,
        );
      });
    const [releases, files] = await kept();
    await site.deploy('two');
    await update(page);
    expect(await kept()).toEqual([2, 2 * files!]);
    // the first navigation still sees the page it comes from
    await page.reload();
    await page.goto(`${site.root}second/`);
    await expect.poll(kept).toEqual([releases, files]);
  });

  it('is not taken while the server has only half of it', async () => {
    await site.deploy('two', ['data.json']);
    expect(await update(page)).toBe('redundant');
    await page.reload();
    expect([await stateOf(page), await dataOf(page)]).toEqual(['one', 'one']);
    await site.deploy('two');
    expect(await update(page)).toBe('activated');
    await page.reload();
    expect([await stateOf(page), await dataOf(page)]).toEqual(['two', 'two']);
  });

  it('gives way to the pages of the development server at the same address', async () => {
    await site.replace('sw.js', FAREWELL);
    await site.replace(
      'index.html',
      '<!DOCTYPE html><title>dev</title><link rel="icon" href="data:,"><h1>dev</h1>',
    );
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
    await page.getByRole('heading', { name: 'dev' }).waitFor();
    expect(await page.evaluate(() => caches.keys())).toEqual([]);
  });

  it('keeps nothing that is not the site’s own, and answers nothing but GET', async () => {
    const answers = await page.evaluate(async () => {
      const post = await fetch('/net/data.json', { method: 'POST' }).then(
        (response) => response.status,
        () => 0,
      );
      const stranger = await fetch('/net/stranger.txt').then(
        (response) => response.status,
        () => 0,
      );
      const cache = await caches.open((await caches.keys())[0]!);
      return { post, stranger, kept: (await cache.keys()).some(({ url }) => url.includes('stranger')) };
    });
    expect(answers).toMatchObject({ stranger: 404, kept: false });
    await context.setOffline(true);
    await site.cut();
    expect(
      await page.evaluate(() =>
        fetch('/net/data.json', { method: 'POST' }).then(
          () => 'answered',
          () => 'failed',
        ),
      ),
    ).toBe('failed');
  });
});
