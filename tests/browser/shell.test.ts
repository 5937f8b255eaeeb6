/** What every page can do, tried by hand on the built site. */
import { describe, expect, it } from 'vitest';
import { browser } from '../support/page.ts';

const open = browser();

describe('the front door', () => {
  it.each([
    ['ko-KR', '/ko/'],
    ['en-GB', '/en/'],
    ['fr-FR', '/ko/'],
  ])('a browser that speaks %s is sent to %s', async (locale, expected) => {
    const { page, context } = await open({ locale });
    await page.goto('/');
    await page.waitForURL(`**${expected}`);
    await context.close();
  });

  it("remembers the language that the reader chose over the browser's", async () => {
    const { page, context } = await open({ locale: 'ko-KR' });
    await page.goto('/ko/');
    await page.getByRole('link', { name: 'English' }).first().click();
    await page.waitForURL('**/en/');
    await page.goto('/');
    await page.waitForURL('**/en/');
    await context.close();
  });

  it('without JavaScript offers both languages as links', async () => {
    const { page, context } = await open({ javaScriptEnabled: false });
    await page.goto('/');
    await page.getByRole('link', { name: '한국어' }).click();
    await page.waitForURL('**/ko/');
    await context.close();
  });
});

describe('a question page', () => {
  it('is reached from home and leads to its twin at the same place', async () => {
    const { page, context } = await open();
    await page.goto('/ko/');
    await page
      .getByRole('link', { name: /3-way handshake/ })
      .first()
      .click();
    await page.waitForURL('**/ko/qa/three-way-handshake/');
    await page.goto('/ko/qa/three-way-handshake/#states');
    await page.locator('#states').waitFor();
    // by the mouse alone: Playwright's own click would first scroll to the top
    const link = (await page.getByRole('link', { name: 'English' }).first().boundingBox())!;
    await page.mouse.click(link.x + link.width / 2, link.y + link.height / 2);
    await page.waitForURL('**/en/qa/three-way-handshake/#states');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await context.close();
  });

  it('lets a keyboard reader skip to the text', async () => {
    const { page, context } = await open();
    await page.goto('/ko/qa/three-way-handshake/');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('MAIN');
    await context.close();
  });

  it('says everything without JavaScript', async () => {
    const { page, context } = await open({ javaScriptEnabled: false });
    await page.goto('/ko/qa/three-way-handshake/');
    const text = await page.locator('main').innerText();
    for (const part of ['한 줄 답변', '30초 답변', '꼬리 질문', '출처', 'SYN-RECEIVED'])
      expect(text).toContain(part);
    // the opening run as a table: what a screen reader reads
    expect(await page.locator('#sandbox table tbody tr').count()).toBeGreaterThan(5);
    await page.goto('/ko/sandboxes/tcp-connection/');
    expect(await page.locator('#sandbox').innerText()).toContain('자바스크립트가 필요합니다');
    await context.close();
  });

  it('does not shift while it loads', async () => {
    const { page, context } = await open({ viewport: { width: 360, height: 780 } });
    await page.addInitScript(() => {
      const seen = { shift: 0 };
      Object.assign(window, { seen });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) seen.shift += (entry as unknown as { value: number }).value;
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.goto('/ko/qa/three-way-handshake/');
    await page.locator('#sandbox').scrollIntoViewIfNeeded();
    await page.waitForLoadState('networkidle');
    await page.waitForTimeout(500);
    expect(await page.evaluate(() => (window as unknown as { seen: { shift: number } }).seen.shift)).toBe(0);
    await context.close();
  });
});

describe('light and dark', () => {
  it('follows the system until the reader chooses, and then keeps the choice before the first paint', async () => {
    const { page, context } = await open({ colorScheme: 'dark' });
    await page.goto('/ko/');
    const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const dark = await ground();
    const button = page.getByRole('button', { name: /화면|테마|밝|어둡/ });
    for (let press = 0; press < 3 && (await ground()) === dark; press += 1) await button.click();
    const light = await ground();
    expect(light).not.toBe(dark);
    await page.reload();
    expect(await ground()).toBe(light);
    await context.close();
  });
});

it('what does not exist says so, in both languages, with a way home', async () => {
  const { page, context } = await open();
  const response = await page.goto('/ko/qa/no-such-question/');
  expect(response?.status()).toBe(404);
  expect(
    await page.getByRole('link', { name: '한국어' }).or(page.locator('a[href$="/ko/"]')).count(),
  ).toBeGreaterThan(0);
  expect(await page.locator('a[href$="/en/"]').count()).toBeGreaterThan(0);
  await context.close();
});
