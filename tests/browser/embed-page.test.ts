/** The page that makes the snippet: what is chosen is what is written, shown and copied. */
import { expect, it } from 'vitest';
import { browser } from '../support/page.ts';

const open = browser();

it.each(['ko', 'en'])('/%s/embed/ writes and shows what is chosen', async (lang) => {
  const { page, context, complaints, foreign } = await open({
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await page.goto(`/${lang}/sandboxes/tcp-connection/`);
  await page.locator(`main a[href*="/${lang}/embed/"]`).click();
  const code = (kind: string) => page.locator(`[data-snippet="${kind}"]`).innerText();
  await expect
    .poll(() => code('script'), { timeout: 15_000 })
    .toContain('data-keepalive="sandbox/tcp-connection"');

  const scenario = page.locator('select[name="scenario"]');
  const id = await scenario.locator('option').nth(2).getAttribute('value');
  await scenario.selectOption(id!);
  await page.locator('select[name="theme"]').selectOption('dark');
  await page.locator('select[name="lang"]').selectOption('en');
  await page.locator('input[name="height"]').fill('640');
  expect(await code('script')).toContain(
    `data-lang="en" data-theme="dark" data-scenario="${id}" data-height="640"`,
  );
  expect(await code('frame')).toContain(`?lang=en&amp;theme=dark&amp;scenario=${id}"`);
  expect(await code('picture')).toContain('/og/en/sandbox/tcp-connection.png"');

  const preview = page.locator('iframe');
  expect(await preview.evaluate((frame) => (frame as HTMLElement).offsetHeight)).toBe(640);
  const inside = page.frameLocator('iframe');
  await expect
    .poll(() => inside.locator('html').getAttribute('data-theme'), { timeout: 15_000 })
    .toBe('dark');
  await expect
    .poll(() => inside.locator('.embedded-sandbox:lang(en) select').first().inputValue(), {
      timeout: 15_000,
      message: 'its scenario',
    })
    .toBe(id);

  await page.locator('.snippet button').first().click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await code('frame'));
  expect(complaints).toEqual([]);
  expect(foreign).toEqual([]);
  await context.close();
});

it('without JavaScript shows an example that works, and says what the pages tell each other', async () => {
  const { page, context } = await open({ javaScriptEnabled: false });
  await page.goto('/ko/embed/');
  expect(await page.locator('[data-snippet="frame"]').innerText()).toMatch(
    /^<iframe src="https:\/\/.*\/embed\/quiz\//,
  );
  const text = await page.locator('main').innerText();
  for (const part of ['keepalive:answered', 'resize', 'PT12.5S']) expect(text).toContain(part);
  await context.close();
});
