/** Firefox, on the served site: the same journeys as in Chromium, as far as they differ between browsers. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { models } from '#sandboxes/models.ts';
import { firefox, firefoxPath, type Firefox } from '../offline/firefox.ts';

const NAMED: Readonly<Record<string, string>> = {
  Enter: '\uE007',
  ArrowDown: '\uE015',
  ArrowRight: '\uE014',
};

describe.skipIf(!firefoxPath)('in Firefox', () => {
  let reader: Firefox;
  beforeAll(async () => {
    reader = await firefox(firefoxPath!);
  });
  afterAll(() => reader.close());

  const open = (path: string) => reader.goto(inject('origin') + path);
  const press = (...keys: string[]) => reader.press(keys.map((key) => NAMED[key] ?? key));
  /** Waits until an expression holds in the page. */
  const until = (expression: string) =>
    expect
      .poll(() => reader.evaluate<boolean>(`!!(${expression})`).catch(() => false), {
        timeout: 20_000,
        message: expression,
      })
      .toBe(true);
  /** Nothing was said on the console; and nothing is under way that leaving the page would break off, of which Firefox complains. */
  const quiet = async () => {
    let loaded = -1;
    await expect
      .poll(
        async () => {
          const before = loaded;
          loaded = await reader.evaluate<number>(`performance.getEntriesByType('resource').length`);
          return loaded === before;
        },
        { interval: 700, timeout: 20_000 },
      )
      .toBe(true);
    expect(reader.complaints.splice(0)).toEqual([]);
  };

  it('an item of a question page is answered and explained', async () => {
    await open('/ko/qa/three-way-handshake/');
    await reader.evaluate(`document.querySelector('#check').scrollIntoView()`);
    const item = `document.querySelector('#check .item:has(input[type="radio"]:not(.sure *))')`;
    await until(`${item}.querySelector('button')`);
    await reader.evaluate(`${item}.querySelector('input').click()`);
    const check = `[...${item}.querySelectorAll('button')].find((one) => one.textContent.trim() === '확인')`;
    await until(`${check} && !${check}.disabled`);
    await reader.evaluate(`${check}.click()`);
    await until(`/정답|오답|맞|틀/.test(${item}.textContent)`);
    await quiet();
  });

  it.each(models.map(({ id }) => id))('the sandbox %s comes alive and steps by keyboard', async (id) => {
    await open(`/en/sandboxes/${id}/`);
    await until(`document.querySelector('[data-island="sandbox"]').dataset.mounted !== undefined`);
    const why = `document.querySelector('.player .why').textContent`;
    const button = (name: string) =>
      `[...document.querySelectorAll('.player button')].find((one) => (one.ariaLabel ?? one.textContent).trim() === '${name}')`;
    await until(`${button('Step')}`);
    // a long run is computed in a worker: until it is there, nothing moves
    await expect
      .poll(
        async () => {
          await reader.evaluate(`${button('To the start')}?.click()`);
          const before = await reader.evaluate<string>(why);
          await reader.evaluate(`${button('Step')}.focus()`);
          await press('Enter');
          return (await reader.evaluate<string>(why)) !== before;
        },
        { timeout: 20_000 },
      )
      .toBe(true);
    await quiet();
  });

  it('search is opened, typed into and followed by keyboard', async () => {
    await open('/ko/');
    await until(`document.documentElement.dataset.js !== undefined`);
    await press('/');
    await until(`document.querySelector('dialog.search[open]')`);
    await press(...'cache');
    await until(`/what-is-caching/.test(document.querySelector('dialog.search a.page')?.href)`);
    await press('Enter');
    await until(`location.pathname === '/ko/qa/what-is-caching/'`);
    await quiet();
  });

  it.each(['quiz/what-is-caching', 'sandbox/tcp-connection'])(
    '%s lives in a frame without an origin and says how high it is',
    async (name) => {
      await open('/en/embed/');
      const messages = await reader.evaluate<
        { type: string; id: string; height?: number }[]
      >(`new Promise((done) => {
        const heard = [];
        const frame = Object.assign(document.createElement('iframe'), { src: '/embed/${name}/?lang=en', width: 800 });
        frame.sandbox = 'allow-scripts';
        addEventListener('message', ({ source, data }) => {
          if (source !== frame.contentWindow) return;
          heard.push(data);
          if (data.type === 'resize') done(heard);
        });
        document.body.append(frame);
      })`);
      expect(messages[0]).toMatchObject({ ns: 'keepalive', v: 1, type: 'ready', id: name });
      expect(messages.at(-1)!.height).toBeGreaterThan(300);
      await quiet();
    },
  );
});
