import type { Locator, Page } from 'playwright-core';

/** What the reader types by keyboard alone; never a click. */
const has = async (one: Locator) => (await one.count()) > 0;

/** Tab until the focus is on what fits, which has to be at most 60 stops away. */
export async function tabInto(page: Page, selector: string): Promise<void> {
  for (let n = 0; n < 60; n += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`no ${selector} to be reached by Tab`);
}

/** Tab until the focus is on what begins with this text. */
export async function tabTo(page: Page, text: string): Promise<void> {
  for (let n = 0; n < 80; n += 1) {
    const focused = await page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
    if (focused.startsWith(text)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`no "${text}" to be reached by Tab`);
}

/** Where a session is chosen, ready to be begun. */
export async function toSession(page: Page, address = '/ko/quiz/'): Promise<void> {
  await page.goto(address);
  await page.locator('.choose [type=submit]:enabled').waitFor();
}

/** Answers the item of a session, whatever its kind, and checks it. Right or wrong does not matter; `nth` varies what is chosen. */
export async function answerByKeys(page: Page, nth: number): Promise<void> {
  const item = page.locator('.session .item');
  if (await has(item.locator('.goals'))) {
    // each hint, then what the run is
    for (let n = 0; n < 10 && !(await has(item.locator('.verdict'))); n += 1) {
      await tabInto(page, '.goal-acts button:last-child');
      await page.keyboard.press('Enter');
    }
  } else if (await has(item.locator('select'))) {
    for (const id of await item.locator('select').evaluateAll((all) => all.map((_, at) => at))) {
      await tabInto(page, `.pair:nth-of-type(${id + 1}) select`);
      await page.keyboard.press('ArrowDown');
    }
    await tabInto(page, '.act > button');
    await page.keyboard.press('Enter');
  } else if (await has(item.locator('textarea'))) {
    await page.keyboard.press('Enter');
    await item.locator('.option input').first().waitFor();
    await page.keyboard.press('1');
    await page.keyboard.press('Enter');
  } else if (await has(item.locator('.line input'))) {
    await tabInto(page, '.line input');
    await page.keyboard.type('1001');
    await page.keyboard.press('Enter');
  } else {
    const options = await item.locator('.option').count();
    if (options > 0) await page.keyboard.press(String((nth % options) + 1));
    await page.keyboard.press('Enter');
  }
  await item.locator('.verdict').waitFor();
}
