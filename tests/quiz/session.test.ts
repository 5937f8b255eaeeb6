import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawFrom } from '#quiz/core/draw.ts';
import type { LogEvent, Session } from '#quiz/core/log.ts';
import { plan, standing, unfinished } from '#quiz/core/session.ts';
import { schedule } from '#quiz/core/schedule.ts';
import { DAY, review } from './build.ts';

const candidates = ['a', 'b', 'c', 'd', 'e'].map((id, n) => ({ id, topic: n < 3 ? 'tcp-udp' : 'caching' }));
const versions = new Map(candidates.map(({ id }) => [id, 1]));
const session: Session = { type: 'session', id: 's', at: 0, items: ['a', 'b', 'c', 'd', 'e'] };

/** Answers what is asked, one after the other, with these scores. */
function answered(scores: readonly number[], of = session): LogEvent[] {
  const log: LogEvent[] = [];
  for (const score of scores) {
    const item = standing(of, log).left[0];
    if (item === undefined) break;
    log.push(review(item, log.length + 1, score, { session: of.id }));
  }
  return log;
}
const asked = (log: readonly LogEvent[]) =>
  log.map((event) => (event.type === 'review' ? event.item : '')).join('');

describe('a session', () => {
  it.each<[string, number[], string]>([
    ['all right', [1, 1, 1, 1, 1], 'abcde'],
    ['first missed: back after three others', [0, 1, 1, 1, 1, 1], 'abcdae'],
    ['last missed: back at once', [1, 1, 1, 1, 0, 1], 'abcdee'],
    ['partly right comes back too', [0.5, 1, 1, 1, 1, 1], 'abcdae'],
    ['missed again and again: twice, then left for tomorrow', [1, 1, 1, 1, 0, 0, 0, 1], 'abcdeee'],
  ])('%s', (_, scores, expected) => {
    const log = answered(scores);
    expect(asked(log)).toBe(expected);
    expect(standing(session, log).left).toEqual([]);
  });
  it('counts what was right at once and names what was missed', () => {
    expect(standing(session, answered([0, 1, 0.5, 1, 1, 1, 1]))).toMatchObject({
      right: 3,
      missed: ['a', 'c'],
      answered: 7,
      total: 7,
    });
  });
  it('always ends, and its total never shrinks', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0, 0.5, 1), { minLength: 15, maxLength: 15 }), (scores) => {
        const log = answered(scores);
        expect(standing(session, log).left).toEqual([]);
        const totals = log.map((_, n) => standing(session, log.slice(0, n)).total);
        expect(totals).toEqual([...totals].sort((a, b) => a - b));
      }),
    );
  });
  it('stands where it stood after a reload: other events and their order do not matter', () => {
    const log = answered([0, 1]);
    const noise: LogEvent[] = [review('a', 99, 1), review('b', 98, 0, { session: 'other' })];
    expect(standing(session, [...noise, ...log.toReversed()])).toEqual(standing(session, log));
    expect(unfinished([session, ...log], () => true)).toEqual(session);
  });
  it('is over when finished, left, or followed by another', () => {
    expect(unfinished([session, ...answered([1, 1, 1, 1, 1])], () => true)).toBeUndefined();
    expect(unfinished([session, { type: 'left', id: 'l', at: 9, session: 's' }], () => true)).toBeUndefined();
    expect(unfinished([session, { ...session, id: 't', at: 5, items: ['a'] }], () => true)?.id).toBe('t');
    expect(unfinished([], () => true)).toBeUndefined();
  });
  it('passes over items that are gone', () => {
    expect(unfinished([session], (id) => id === 'c')?.items).toEqual(['c']);
    expect(unfinished([session], () => false)).toBeUndefined();
  });
});

describe('what a session asks', () => {
  const memories = schedule([review('a', -9 * DAY, 1), review('b', 0, 1), review('d', -2 * DAY, 0)], {
    versions,
  });
  const take = (topics: string[], count: number) =>
    plan(candidates, { topics, count }, memories, 0, drawFrom(1)).sort().join('');
  it.each<[string[], number, string]>([
    [[], 1, 'a'],
    [[], 2, 'ad'],
    [[], 4, 'acde'],
    [[], 9, 'abcde'],
    [['caching'], 9, 'de'],
    [['caching'], 1, 'd'],
    [['tcp-udp'], 2, 'ac'],
    [['none'], 5, ''],
    [[], 0, ''],
  ])('of topics %j, %d: due before new, new before known: %s', (topics, count, expected) => {
    expect(take(topics, count)).toBe(expected);
  });
  it('the same seed plans the same', () => {
    const twice = [1, 1].map((seed) =>
      plan(candidates, { topics: [], count: 5 }, new Map(), 0, drawFrom(seed)),
    );
    expect(twice[0]).toEqual(twice[1]);
  });
});
