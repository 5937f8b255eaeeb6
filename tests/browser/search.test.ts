import axe from 'axe-core';
import { describe, expect, it } from 'vitest';
import { browser } from '../support/page.ts';

const open = browser();
const handshake = '/ko/qa/three-way-handshake/';

/** Types as a reader does, and waits for what was found for just that. */
async function typed(page: Awaited<ReturnType<typeof open>>['page'], text: string): Promise<string[]> {
  await page.keyboard.type(text);
  await page.waitForSelector('dialog.search [role=status]:not(:empty)', { state: 'attached' });
  await page.waitForFunction(() =>
    /\d/.test(document.querySelector('dialog.search [role=status]')?.textContent ?? ''),
  );
  return page.locator('dialog.search a.page .title').allInnerTexts();
}

describe('search by keyboard alone', () => {
  it('opens by /, finds as one types, goes to a heading and marks the words there', async () => {
    const { page, complaints, foreign } = await open();
    await page.goto('/ko/');
    await page.keyboard.press('/');
    await page.waitForSelector('dialog.search[open]');
    const titles = await typed(page, '핸드셰이크란');
    expect(titles[0]).toContain('handshake');
    await page.keyboard.press('ArrowDown');
    const chosen = page.locator('dialog.search [aria-selected=true]');
    expect(await chosen.getAttribute('class')).toContain('jump');
    expect(await page.locator('dialog.search input').getAttribute('aria-activedescendant')).toBe(
      await chosen.getAttribute('id'),
    );
    const place = new URL((await chosen.getAttribute('href'))!, page.url()).hash;
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname === handshake && url.search === '');
    expect(new URL(page.url()).hash).toBe(place);
    await page.waitForFunction(() => (CSS.highlights.get('found')?.size ?? 0) > 0);
    const marked = await page.evaluate(() => [...(CSS.highlights.get('found') ?? [])].map(String));
    expect(new Set(marked)).toEqual(new Set(['핸드셰이크']));
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => CSS.highlights.has('found'))).toBe(false);
    expect(complaints).toEqual([]);
    expect(foreign).toEqual([]);
  });

  it('opens by Ctrl+K with any keyboard, closes by Escape and gives the focus back', async () => {
    const { page } = await open();
    await page.goto('/en/');
    const button = page.locator('[data-search]').first();
    await button.focus();
    await page.keyboard.press('Control+KeyK');
    await page.waitForSelector('dialog.search[open]');
    await page.keyboard.press('Escape');
    expect(await page.locator('dialog.search').getAttribute('open')).toBeNull();
    expect(await button.evaluate((one) => one === document.activeElement)).toBe(true);
  });

  it('remembers what led somewhere, and forgets it on request', async () => {
    const { page } = await open();
    await page.goto('/en/');
    await page.keyboard.press('/');
    await page.waitForSelector('dialog.search[open]');
    await typed(page, 'hit ratio');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/what-is-caching/*');
    await page.keyboard.press('/');
    const again = page.getByRole('button', { name: 'hit ratio' });
    await again.click();
    await page.waitForSelector('dialog.search a.page');
    await page.locator('dialog.search input').fill('');
    await page.getByRole('button', { name: 'Forget them' }).click();
    expect(await again.count()).toBe(0);
    expect(await page.evaluate(() => localStorage.getItem('searches'))).toBe('[]');
  });
});

it('shows the pages that are named before the program has come that reads the texts', async () => {
  const { page } = await open();
  let come = () => {};
  const late = new Promise<void>((done) => (come = done));
  await page.route('**/pagefind/pagefind.js', async (route) => {
    await late;
    await route.continue();
  });
  await page.goto('/ko/');
  await page.keyboard.press('/');
  await page.waitForSelector('dialog.search[open]');
  await page.keyboard.type('핸드셰이크');
  const first = page.locator('dialog.search a.page').first();
  expect(await first.innerText()).toContain('handshake');
  expect(await page.locator('dialog.search mark').count()).toBe(0);
  come();
  await page.waitForSelector('dialog.search mark');
  expect(await first.innerText()).toContain('handshake');
});

describe('asked for before its script has come', () => {
  /** Every script that is asked for from now on takes half a second. */
  const slowly = (page: Awaited<ReturnType<typeof open>>['page']) =>
    page.route('**/*.js', async (route) => {
      await new Promise((done) => setTimeout(done, 500));
      await route.continue();
    });

  it('keeps what is typed meanwhile, and goes on behind it', async () => {
    const { page, complaints } = await open();
    await page.goto('/en/');
    await slowly(page);
    await page.keyboard.press('Control+KeyK');
    await page.keyboard.type('three-way');
    await page.waitForSelector('dialog.search[open]');
    const titles = await typed(page, ' handshake');
    expect(await page.locator('dialog.search input').inputValue()).toBe('three-way handshake');
    expect(titles[0]).toContain('handshake');
    expect(await page.locator('dialog').count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  it('stays away from who has given it up by Escape', async () => {
    const { page } = await open();
    await page.goto('/en/');
    const button = page.locator('[data-search]').first();
    await button.focus();
    await slowly(page);
    await page.keyboard.press('Control+KeyK');
    await page.keyboard.press('Escape');
    await page.waitForSelector('dialog.search', { state: 'attached' });
    expect(await page.locator('dialog[open]').count()).toBe(0);
    expect(await button.evaluate((one) => one === document.activeElement)).toBe(true);
    await page.keyboard.press('Control+KeyK');
    await page.waitForSelector('dialog.search[open]');
  });

  it('comes back to who asks again before it is there', async () => {
    const { page } = await open();
    await page.goto('/en/');
    await slowly(page);
    await page.keyboard.press('Control+KeyK');
    await page.keyboard.type('por');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+KeyK');
    await page.keyboard.press('End');
    await page.keyboard.type('t');
    await page.waitForSelector('dialog.search[open] a.page');
    expect(await page.locator('dialog.search input').inputValue()).toBe('port');
  });
});

it('narrows by topic, and offers to widen where nothing is left', async () => {
  const { page } = await open();
  await page.goto('/ko/');
  await page.locator('[data-search]').first().click();
  await page.waitForSelector('dialog.search option[value=cdn]', { state: 'attached' });
  await page.locator('dialog.search select').first().selectOption('cdn');
  await page.locator('dialog.search input').focus();
  expect(await typed(page, '네이글')).toEqual([]);
  await page.getByRole('button', { name: '가리지 않고' }).click();
  await page.waitForSelector('dialog.search a.page');
  expect(await page.locator('dialog.search a.page .title').first().innerText()).toContain('흐름 제어');
});

it('helps where nothing is found: what to try, and the topics', async () => {
  const { page } = await open();
  await page.goto('/ko/');
  await page.keyboard.press('/');
  await page.waitForSelector('dialog.search[open]');
  expect(await typed(page, '뷁뷁뷁')).toEqual([]);
  const dialog = page.locator('dialog.search');
  expect(await dialog.innerText()).toContain('‘뷁뷁뷁’에 맞는 내용이 없습니다.');
  await dialog.locator('a[href$="#caching"]').click();
  await page.waitForURL('**/ko/#caching');
});

it('shows a query with markup in it as text, and an address with markup marks nothing', async () => {
  const { page, complaints } = await open();
  await page.goto(`${handshake}?mark=${encodeURIComponent('<img src=x onerror=alert(1)>')}`);
  await page.keyboard.press('/');
  await page.waitForSelector('dialog.search[open]');
  await typed(page, '<img src=x onerror=alert(1)>');
  expect(await page.locator('dialog.search img').count()).toBe(0);
  expect(complaints).toEqual([]);
});

it('goes on where storage is blocked', async () => {
  const { page, complaints } = await open();
  await page.addInitScript(() =>
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new DOMException('blocked', 'SecurityError');
      },
    }),
  );
  await page.goto('/ko/');
  await page.keyboard.press('/');
  await page.waitForSelector('dialog.search[open]');
  await typed(page, '캐시');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/what-is-caching/*');
  expect(complaints).toEqual([]);
});

describe.each(['light', 'dark'] as const)('the dialog for everybody, %s', (colorScheme) => {
  it.each([
    ['ko', '핸드셰이크'],
    ['en', 'cache'],
    ['ko', '뷁뷁뷁'],
    ['en', ''],
  ])('%s: %j', async (lang, query) => {
    const { page } = await open({ colorScheme, viewport: { width: 360, height: 740 } });
    await page.goto(`/${lang}/`);
    await page.locator('[data-search]').first().click();
    await page.waitForSelector('dialog.search option[value=cdn]', { state: 'attached' });
    if (query !== '') await typed(page, query);
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() =>
      (globalThis as unknown as { axe: typeof axe }).axe.run('dialog.search'),
    );
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });
});
