import { chromium } from 'playwright-core';
export async function open(url, { width = 1440, height = 900, scheme = 'light', lang = 'ko-KR', touch=false, ctx = {} } = {}) {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox','--disable-gpu','--disable-quic','--disable-background-networking','--disable-component-update','--disable-sync'] });
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, locale: lang, hasTouch: touch, isMobile: touch, ...ctx });
  const page = await context.newPage();
  page.on('console', m => { if (['error','warning'].includes(m.type())) console.log('CONSOLE', m.type(), m.text()); });
  page.on('pageerror', e => console.log('PAGEERROR', e.stack));
  await page.goto(url, { waitUntil: 'networkidle' });
  return { browser, context, page };
}
