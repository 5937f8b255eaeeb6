/**
 * What a screen reader says during a session with a sandbox, in order: the control that gets the focus, as the browser's accessibility
 * tree has it, and what the live regions tell. The texts under tests/vectors/screen-reader are to be read alone: they must make sense.
 */
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browser } from '../support/page.ts';

const open = browser();
const vectors = join(import.meta.dirname, '../vectors/screen-reader');

interface Node {
  readonly role?: { value: string };
  readonly name?: { value: string };
  readonly value?: { value: string };
  readonly description?: { value: string };
  readonly properties?: readonly { name: string; value: { value: unknown } }[];
}
const STATES = ['checked', 'pressed', 'expanded', 'disabled', 'selected', 'valuetext'];

/** 'button "Step"', 'slider "Position" = 0 ns', 'radio "client" (checked)'. */
async function focused(cdp: CDPSession): Promise<string> {
  const { result } = await cdp.send('Runtime.evaluate', { expression: 'document.activeElement' });
  const { nodes } = (await cdp.send('Accessibility.getPartialAXTree', {
    objectId: result.objectId!,
    fetchRelatives: false,
  })) as { nodes: Node[] };
  const { role, name, value, description, properties = [] } = nodes[0]!;
  const states = properties
    .filter((one) => STATES.includes(one.name) && one.value.value !== false && one.value.value !== 'false')
    .map((one) => (one.value.value === true || one.value.value === 'true' ? one.name : `${one.value.value}`));
  return [
    `${role?.value} "${name?.value}"`,
    value?.value ? ` = ${value.value}` : '',
    states.length > 0 ? ` (${states.join(', ')})` : '',
    description?.value ? `: ${description.value}` : '',
  ].join('');
}

/** The named group that it stands in: told when one comes into it. */
const groupOf = (page: Page) =>
  page.evaluate(() => {
    const group = document.activeElement?.parentElement?.closest(
      '[role=group][aria-label], [role=radiogroup][aria-label]',
    );
    return group ? `${group.getAttribute('role')} "${group.getAttribute('aria-label')}"` : '';
  });

/** Keeps what live regions say from now on. */
const listen = (page: Page) =>
  page.evaluate(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    const LIVE = '[role=status], [role=alert], [aria-live]';
    new MutationObserver((changes) => {
      // what comes with its words already in it is not told, but for an alert
      const regions = new Set(
        changes.flatMap(({ target, addedNodes }) => {
          const one = target instanceof Element ? target : target.parentElement;
          const alerts = [...addedNodes].filter(
            (node) => node instanceof Element && node.matches('[role=alert]'),
          );
          return [one?.closest(LIVE), ...(alerts as Element[])].filter((region) => region instanceof Element);
        }),
      );
      for (const region of regions) {
        const text = (region.textContent ?? '').trim().replace(/\s+/g, ' ');
        if (text !== '' && region.isConnected) said.push(text);
      }
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
  });
const said = (page: Page) => page.evaluate(() => (window as unknown as { said: string[] }).said.splice(0));

/** What is said waits for a rest, and a busy machine takes its time: until nothing has been said for a second. */
async function quiet(page: Page): Promise<void> {
  const count = () => page.evaluate(() => (window as unknown as { said: string[] }).said.length);
  let [before, same] = [await count(), 0];
  while (same < 4) {
    await page.waitForTimeout(250);
    const now = await count();
    same = now === before ? same + 1 : 0;
    before = now;
  }
}

/** Keys: pressed once, or until it is reached; then a wait until something is there, and until nothing more is said. */
const SESSION: readonly (readonly [key: string, until?: string | undefined, there?: string])[] = [
  ['Tab', 'select'],
  ['Tab', '.arrow'],
  ['Home'],
  ['ArrowRight'],
  ['ArrowRight'],
  ['ArrowRight'],
  ['ArrowRight'],
  ['Tab', '.arrow'],
  ['ArrowUp'],
  ['Enter'],
  ['d'],
  ['ArrowRight'],
  ['Control+z'],
  ['Shift+ArrowRight'],
  ['Tab', '.drawers summary'],
  ['Enter', undefined, '.tasks button'],
  ['Tab', '.tasks button'],
  ['Enter'],
  ['Space'],
  ['Tab', '.task button'],
  ['Enter', undefined, '.task :is(.right, .wrong)'],
];

describe.each(['ko', 'en'])('%s', (lang) => {
  it('a session with the handshake makes sense when heard alone', { timeout: 240_000 }, async () => {
    const { page, context, complaints } = await open({ reducedMotion: 'reduce' });
    await page.goto(`/${lang}/qa/three-way-handshake/`);
    const player = page.locator('.player').first();
    await player.scrollIntoViewIfNeeded();
    await page.locator('[data-island="sandbox"][data-mounted]').first().waitFor();
    await player.locator('.side figure').waitFor();
    const cdp = await context.newCDPSession(page);
    await listen(page);
    await player.evaluate((one) => one.focus());
    const lines: string[] = [await player.evaluate((one) => `group "${one.getAttribute('aria-label')}"`)];
    let [before, around] = ['', lines[0]!];
    for (const [n, [key, until, there]] of SESSION.entries()) {
      // after the last key the run goes on by itself, and tells its moments as they come
      const last = n === SESSION.length - 1;
      for (let stops = 0; stops < 300; stops += 1) {
        await page.keyboard.press(key);
        if (
          until === undefined ||
          (await page.evaluate((wanted) => document.activeElement!.matches(wanted), until))
        )
          break;
      }
      if (there !== undefined) await player.locator(there).first().waitFor();
      if (!last) await quiet(page);
      const at = await focused(cdp);
      const within = await groupOf(page);
      lines.push(
        `[${key}]`,
        ...(within === around || within === '' ? [] : [within]),
        ...(at === before ? [] : [at]),
        ...(last ? [] : (await said(page)).map((text) => `  ${text}`)),
      );
      [before, around] = [at, within];
    }
    expect(complaints).toEqual([]);
    await context.close();
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(join(vectors, `${lang}.txt`));
  });
});
