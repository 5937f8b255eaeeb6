import { open } from './shot.local.mjs';
// sizes with and without scripts
for (const width of [360, 1440]) for (const lang of ['ko','en']) {
  const sizes = [];
  for (const js of [false, true]) {
    const { browser, page } = await open(`http://localhost:4470/scratch/${lang}/`, { width, touch: width<500, ctx: { javaScriptEnabled: js } });
    if (js) { await page.evaluate(() => { for (const t of document.querySelectorAll('[data-island=quiz]')) t.scrollIntoView(); }); await page.waitForTimeout(800); }
    sizes.push(await page.locator('form.item').evaluateAll(list => list.map(f => Math.round(f.getBoundingClientRect().height*10)/10)));
    await browser.close();
  }
  console.log(width, lang, sizes[0].map((h,i)=> h===sizes[1][i] ? '=' : `${h}/${sizes[1][i]}`).join(' '));
}
const { browser, page } = await open('http://localhost:4470/ko/quiz/', {});
await page.screenshot({ path: '/tmp/qshots/s0.png' });
await page.keyboard.press('Tab');
await page.locator('button[type=submit]').click();
await page.waitForTimeout(300);
await page.screenshot({ path: '/tmp/qshots/s1.png' });
for (let i=0;i<40;i++) {
  if (await page.locator('#quiz-summary').count()) break;
  const typed = await page.locator('form.item input[type=text]').count();
  if (typed) { await page.locator('form.item input[type=text]').focus(); await page.keyboard.type('5001'); } else await page.keyboard.press(String(1+i%3));
  await page.keyboard.press('Enter'); await page.waitForTimeout(60);
  if (i===2) await page.screenshot({ path: '/tmp/qshots/s2.png' });
  if (i===4) { await page.reload({waitUntil:'networkidle'}); await page.waitForTimeout(300); await page.screenshot({ path: '/tmp/qshots/s3.png' }); await page.locator('.resume button').click(); await page.waitForTimeout(200); continue; }
  await page.keyboard.press('Enter'); await page.waitForTimeout(60);
}
await page.screenshot({ path: '/tmp/qshots/s4.png' });
await browser.close();
