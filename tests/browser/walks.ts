/** Where a reader gets to: every state that he brings a page into. */
import type { Page } from 'playwright-core';
import { DAY, review } from '../quiz/build.ts';
import { answer, bring, ONE_OF_EACH, ready } from './reader.ts';

/** Brings a page into its states, one after the other, and looks at each. */
export type Walk = (page: Page, lang: string, look: (where: string) => Promise<void>) => Promise<void>;

const session = (mode: string, items: readonly string[], more: object = {}) => ({
  type: 'session',
  id: mode,
  at: Date.now() - 60_000,
  items,
  mode,
  ...more,
});
const acts = (page: Page, nth: number) => page.locator('.choose .acts button').nth(nth).click();

export const walks: Readonly<Record<string, Walk>> = {
  'a session with an item of each kind, before and after grading': async (page, lang, look) => {
    await bring(page, lang, [session('topics', Object.values(ONE_OF_EACH))]);
    await look('the chooser with a session to go on with');
    await acts(page, 1);
    const seen = new Set<string>();
    while ((await page.locator('.summary').count()) === 0) {
      const item = page.locator('.item');
      await item.locator('.act button').first().waitFor();
      const kind = (await item.locator('.hint').innerText()).slice(0, 40);
      const stem = await item.locator('.stem').innerText();
      const first = !seen.has(stem);
      seen.add(stem);
      if (first) {
        await look(`asked: ${kind}`);
        if ((await item.locator('.goals').count()) > 0) {
          await item.locator('.goal-acts button').first().click();
          await item.locator('.player [data-part=stage] > *').first().waitFor();
        }
        // an order, as it stands, is an answer
        if ((await item.locator(':is(textarea, .step)').count()) === 0) {
          await item.locator('.act > button').first().click();
          await look(`refused: ${kind}`);
        }
        if ((await item.locator('.sure').count()) > 0) await item.locator('.sure input').last().click();
      }
      await answer(page);
      if (first) await look(`graded: ${kind}`);
      await item.locator('.act button').last().click();
      await page.locator('.verdict').waitFor({ state: 'detached' });
    }
    await look('its end');
  },

  'an exam, until it is handed in': async (page, lang, look) => {
    const { say: _, goal: __, ...examined } = ONE_OF_EACH;
    await bring(page, lang, [session('exam', Object.values(examined), { minutes: 20 })]);
    await acts(page, 1);
    await page.locator('.exam .stem').waitFor();
    for (let n = 1; n <= Object.keys(examined).length; n += 1) {
      await page
        .locator('.sheet button')
        .nth(n - 1)
        .click();
      const options = page.locator('.exam .option input');
      if ((await options.count()) > 0) await options.first().click();
      await page
        .locator('.exam .sure input')
        .nth(n % 3)
        .click();
      if (n === 3) await page.locator('.exam [aria-pressed]').click();
      await look(`question ${n}`);
    }
    await page.locator('.exam .main').click();
    await look('asked whether to hand in');
    await page.locator('.exam .main').click();
    await page.locator('.results').waitFor();
    await look('results');
  },

  'the notebook and the statistics of some days': async (page, lang, look) => {
    const now = Date.now();
    const ids = Object.values(ONE_OF_EACH);
    await bring(page, lang, [
      { type: 'read', id: 'read:three-way-handshake', at: now, page: 'three-way-handshake' },
      ...ids.flatMap((id, n) => [
        review(id, now - (9 - (n % 5)) * DAY, n % 2, { confidence: 3 }),
        review(id, now - 2 * DAY + n, n % 3 ? 1 : 0.5, { confidence: 2 }),
        review('hs-client-established', now - n * 1000, 0, { confidence: 3 }),
      ]),
    ]);
    await page.goto(`/${lang}/quiz/notebook/`);
    await page.locator('.notebook article').first().waitFor();
    await look('the notebook');
    await page.goto(`/${lang}/quiz/statistics/`);
    await page.locator('.wish input:enabled').waitFor();
    await look('the statistics');
    for (const one of await page.locator('.statistics details summary').all()) await one.click();
    await look('the statistics with their tables');
    await page.goto(`/${lang}/`);
    await page.locator('.state-said').filter({ hasText: /\S/ }).first().waitFor({ state: 'attached' });
    await look('home with what was done');
  },

  'a mock interview, asked, set against its model and reported': async (page, lang, look) => {
    await page.goto(`/${lang}/quiz/interview/`);
    await ready(page);
    await acts(page, 0);
    await page.locator('.turn h2').waitFor();
    await page.locator('textarea').fill('An end of a conversation.');
    await look('asked');
    await page.locator('.turn .main').click();
    await page.locator('.model').waitFor();
    await page.locator('.turn .main').click();
    await look('not graded yet');
    for (const one of await page.locator('.rubric [role=radiogroup]').all())
      await one.locator('input').first().click();
    await look('graded');
    await page.locator('.turn .main').click();
    await page.locator('.turn .written').waitFor();
    await page.locator('.turn header button').click();
    await page.locator('.report').waitFor();
    await look('the report');
  },

  'the search with results, with none, and help': async (page, lang, look) => {
    await page.goto(`/${lang}/`);
    await page.keyboard.press('/');
    await page.locator('dialog.search[open]').waitFor();
    await look('empty');
    await page.keyboard.type('socket');
    await page.locator('dialog.search a.page').first().waitFor();
    await look('with results');
    await page.keyboard.press('ArrowDown');
    await look('with one of them chosen');
    await page.locator('dialog.search input').first().fill('qzxjvkq');
    await page.waitForFunction(() => document.querySelectorAll('dialog.search a.page').length === 0);
    await look('with none');
  },

  'a sandbox, stepped, opened, changed, asked and laid beside itself': async (page, lang, look) => {
    await page.goto(`/${lang}/qa/three-way-handshake/`);
    const player = page.locator('.player').first();
    await player.scrollIntoViewIfNeeded();
    await page.locator('[data-island="sandbox"][data-mounted]').first().waitFor();
    await player.locator('.side figure').waitFor();
    await player.locator('g.arrow').first().click();
    await player.locator('.inspector').waitFor();
    await look('a packet opened');
    await page.keyboard.press('d');
    await page.keyboard.press('b');
    await look('dropped, both branches');
    for (const one of await player.locator('summary').all()) await one.click();
    await look('every drawer open');
    await player.locator('.tasks button').first().click();
    await player.locator('.task').waitFor();
    await look('asked to predict');
    await player.locator('.task input').first().click();
    await player.locator('.task .end button').first().click();
    await look('judged');
    await player.locator('g.arrow').first().focus();
    await page.keyboard.press('?');
    await page.locator('dialog[open]').waitFor();
    await look('its keys');
  },

  'a question page with its menu, a term and its items': async (page, lang, look) => {
    await page.goto(`/${lang}/qa/three-way-handshake/`);
    await everythingMounted(page);
    const menu = page.locator('header .menu');
    if (await menu.isVisible()) {
      await menu.click();
      await look('the menu');
      await page.keyboard.press('Escape');
    }
    await page.locator('main a[data-term]').first().focus();
    await page.locator('.meaning:popover-open').waitFor();
    await look('a term');
    await page.keyboard.press('Escape');
    for (const one of await page.locator('main details:not(.player details) > summary').all())
      if (await one.isVisible()) await one.click();
    await page.locator('[data-island=quiz]').scrollIntoViewIfNeeded();
    await page.locator('.item details').first().waitFor({ state: 'detached' });
    await answer(page);
    await look('everything unfolded, an item graded');
  },
};

/** Scrolls through the page so that every island comes near, then waits until the page is quiet. */
export async function everythingMounted(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight) {
      scrollTo(0, y);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    scrollTo(0, 0);
  });
  await page.waitForLoadState('networkidle');
}
