import { expect } from 'vitest';

/** The little that both browsers can be told: the journey from disk is the same in each. */
export interface Reader {
  goto(address: string): Promise<void>;
  evaluate<T>(expression: string): Promise<T>;
  /** Single characters, or 'Enter', 'ArrowDown'. */
  press(keys: readonly string[]): Promise<void>;
}

/** Waits until an expression holds in the page. */
const until = (reader: Reader, expression: string) =>
  // while a page goes and the next comes there is nothing to ask
  expect
    .poll(() => reader.evaluate<boolean>(`!!(${expression})`).catch(() => false), {
      timeout: 15_000,
      message: expression,
    })
    .toBe(true);

/** Whether the browser holds the file policy that readers have: automation may relax it, and then a raw build seems to work. */
export const refusesFiles = (reader: Reader, root: string): Promise<boolean> =>
  reader.evaluate(
    `new Promise((done) => {
      const asked = new XMLHttpRequest();
      asked.onload = () => done(false);
      asked.onerror = () => done(true);
      asked.open('GET', '${root}favicon.svg');
      asked.send();
    })`,
  );

/** Index to home, a question by its link, its quiz, its sandbox, its twin, search, a session; what was answered shows on home. */
export async function readFromDisk(reader: Reader, root: string): Promise<void> {
  await reader.goto(`${root}index.html`);
  await until(reader, `/\\/(ko|en)\\/index\\.html$/.test(location.pathname)`);
  await reader.goto(`${root}ko/index.html`);
  await reader.evaluate(`document.querySelector('.chapters a[href*="three-way-handshake"]').click()`);
  await until(
    reader,
    `location.href === ${JSON.stringify(`${root}ko/qa/three-way-handshake/index.html`)} && document.readyState === 'complete'`,
  );
  expect(await reader.evaluate(`getComputedStyle(document.querySelector('.bar')).position`), 'styles').toBe(
    'sticky',
  );

  await reader.evaluate(`document.querySelector('#check').scrollIntoView()`);
  // an item comes alive with its button; other kinds have buttons in their static markup too
  const item = `document.querySelector('#check .item')`;
  await until(reader, `${item}.querySelector('button')`);
  await reader.evaluate(`${item}.querySelector('input').click()`);
  await until(reader, `!${item}.querySelector('button').disabled`);
  await reader.evaluate(`${item}.querySelector('button').click()`);
  await until(reader, `/정답|오답|맞|틀/.test(${item}.textContent)`);

  const islands = await reader.evaluate<number>(
    `document.querySelectorAll('[data-island="sandbox"]').length`,
  );
  for (let n = 0; n < islands; n++) {
    const island = `document.querySelectorAll('[data-island="sandbox"]')[${n}]`;
    await reader.evaluate(`${island}.scrollIntoView()`);
    await until(reader, `${island}.dataset.mounted !== undefined && ${island}.querySelector('button')`);
  }

  await reader.press(['/']);
  await until(reader, `document.querySelector('dialog.search[open]')`);
  await reader.press([...'cache']);
  await until(reader, `/what-is-caching/.test(document.querySelector('dialog.search a.page')?.href)`);
  await reader.press(['Enter']);
  await until(
    reader,
    `location.pathname.endsWith('/ko/qa/what-is-caching/index.html') && document.readyState === 'complete'`,
  );
  await reader.evaluate(`document.querySelector('a[data-twin]').click()`);
  await until(reader, `location.pathname.endsWith('/en/qa/what-is-caching/index.html')`);

  await reader.goto(`${root}ko/index.html`);
  await until(reader, `document.querySelector('[data-slug="three-way-handshake"] .state')?.dataset.mark`);
  expect(
    await reader.evaluate(`document.querySelector('[data-slug="three-way-handshake"] .state').dataset.mark`),
  ).not.toBe('unseen');
  expect(
    await reader.evaluate(`document.querySelector('[data-slug="what-is-caching"] .state').dataset.mark`),
  ).toBe('unseen');

  await reader.goto(`${root}ko/quiz/index.html`);
  await until(reader, `document.querySelector('[data-island="quiz-session"] button')`);
  const pages = `JSON.parse(document.querySelector('[data-island="quiz-session"] > script').textContent).pages`;
  expect(await reader.evaluate(pages), 'links that an island makes').toBe('../qa/*/index.html');
  expect(await reader.evaluate(`document.querySelectorAll('.island-failed').length`)).toBe(0);
}
