import { open } from './shot.local.mjs';
for (const [name, o] of [['d1440',{}],['dark360',{width:360,height:800,scheme:'dark',touch:true}],['en768',{width:768,height:1000,l:'en'}]]) {
const { browser, page } = await open(`http://localhost:4470/scratch/${o.l??'ko'}/`, o);
const f = n => page.locator('form.item').nth(n);
await f(0).locator('input').nth(0).check();
await f(0).locator('button[type=submit]').click();
await f(2).locator('button[type=submit]').click();
await f(3).locator('input').fill('1000');
await f(3).locator('input').press('Enter');
await f(5).locator('input').fill('');
await f(5).locator('button[type=submit]').click();
await f(6).locator('input').nth(0).check();
await f(6).locator('input').nth(1).check();
await f(6).locator('button[type=submit]').click();
await page.waitForTimeout(300);
const ol = page.locator('ol.items').first();
const b = await ol.boundingBox(); const top = b.y + await page.evaluate(()=>scrollY); for (const [i, at] of [['a',0],['b',1250]]) await page.screenshot({ path: `/tmp/qshots/${name}-${i}.png`, fullPage: true, clip: { x: Math.max(0,b.x-20), y: top+at, width: Math.min(b.width+40, o.width??1440), height: 1250 } });
console.log(name, await page.evaluate(()=>document.documentElement.scrollWidth));
await browser.close();
}
