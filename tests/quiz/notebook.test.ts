import { describe, expect, it } from 'vitest';
import type { LogEvent } from '#quiz/core/log.ts';
import { notebook } from '#quiz/core/notebook.ts';
import { DAY, review } from './build.ts';

const candidate = (id: string, page: string, ...misconceptions: string[]) => ({
  id,
  version: 1,
  topic: 'tcp-udp',
  page,
  misconceptions,
});
const candidates = [
  candidate('a', 'one', 'myth'),
  candidate('b', 'one', 'myth', 'legend'),
  candidate('c', 'two'),
];
/** 'one/myth: a b' for each group, in order. */
const read = (log: readonly LogEvent[]) =>
  notebook(candidates, log).map(
    ({ page, misconception, items }) =>
      `${page}/${misconception ?? '-'}: ${items.map(({ item }) => item).join(' ')}`,
  );

describe('the notebook of wrong answers', () => {
  it.each<[string, LogEvent[], string[]]>([
    ['is empty at first', [], []],
    ['knows nothing of what was right', [review('a', 1, 1)], []],
    ['puts a miss under its misconception', [review('a', 1, 0)], ['one/myth: a']],
    ['and under both where there are two', [review('b', 1, 0.5)], ['one/myth: b', 'one/legend: b']],
    [
      'puts what shows none under its page, last',
      [review('a', 1, 0), review('c', 2, 0)],
      ['one/myth: a', 'two/-: c'],
    ],
    ['keeps what was right in the same sitting', [review('a', 1, 0), review('a', 2, 1)], ['one/myth: a']],
    ['lets go what was right on another day', [review('a', 1, 0), review('a', 1 + DAY, 1)], []],
    [
      'takes it in again',
      [review('a', 1, 0), review('a', 1 + DAY, 1), review('a', 9 * DAY, 0)],
      ['one/myth: a'],
    ],
    ['has the latest first', [review('a', 1, 0), review('b', 2, 0)], ['one/myth: b a', 'one/legend: b']],
    [
      'but a confident mistake before it',
      [review('a', 1, 0, { confidence: 3 }), review('b', 2, 0)],
      ['one/myth: a b', 'one/legend: b'],
    ],
    ['forgets misses of an older version', [review('a', 1, 0, { version: 2 })], []],
    ['forgets items that are gone', [review('gone', 1, 0)], []],
  ])('%s', (_, log, expected) => {
    expect(read(log)).toEqual(expected);
    expect(read(log.toReversed())).toEqual(expected);
  });
  it('counts the misses and keeps the last wrong answer', () => {
    const log = [review('a', 1, 0, { answer: 'x' }), review('a', 2, 0, { answer: 'y' }), review('a', 3, 1)];
    expect(notebook(candidates, log)[0]!.items[0]).toMatchObject({ times: 2, answer: 'y', lastAt: 2 });
  });
});
