/** The thirty-second answer at its pace, on the built site, with a clock that stands until it is told. */
import { expect, it } from 'vitest';
import { browser } from '../support/page.ts';

const open = browser();
const address = '/ko/qa/three-way-handshake/';

it('marks the word where a speaker should be, and ends at thirty seconds with the text as it was', async () => {
  const { page, complaints } = await open();
  await page.clock.install();
  await page.goto(address);
  const text = page.locator('.thirty p');
  const before = await text.innerText();
  await page.locator('.pace button').first().click();
  await page.locator('.pace progress').waitFor();
  await page.clock.runFor(15_000);
  const now = (await text.locator('.now').innerText()).trim();
  const at = before.indexOf(now) / before.length;
  expect(at).toBeGreaterThan(0.35);
  expect(at).toBeLessThan(0.65);
  expect(await page.locator('.pace-clock').innerText()).toMatch(/^1[45]초$/);
  await page.clock.runFor(16_000);
  expect(await text.locator('.now').count()).toBe(0);
  expect(await page.locator('.pace [role=status]').innerText()).toContain('30초');
  expect(await text.innerText()).toBe(before);
  expect(complaints).toEqual([]);
});

it.each([
  ['a voice of the language', 'ko-KR', 1],
  ['a voice of another language only', 'de-DE', 0],
])('offers to read aloud where the browser has %s', async (_, lang, buttons) => {
  const { page } = await open();
  await page.addInitScript((lang) => {
    speechSynthesis.getVoices = () => [{ lang, localService: true } as SpeechSynthesisVoice];
  }, lang);
  await page.goto(address);
  await page.locator('.pace button').first().click();
  await page.locator('.pace progress').waitFor();
  await page.waitForTimeout(200);
  expect(await page.getByRole('button', { name: '읽어 주기' }).count()).toBe(buttons);
});

it('is not there without scripts', async () => {
  const { page } = await open({ javaScriptEnabled: false });
  await page.goto(address);
  expect(await page.locator('.pace').isVisible()).toBe(false);
});
