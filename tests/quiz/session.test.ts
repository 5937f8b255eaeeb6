import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawFrom } from '#quiz/core/draw.ts';
import type { LogEvent, Session } from '#quiz/core/log.ts';
import { plan, standing, unfinished, type Wish } from '#quiz/core/session.ts';
import { schedule } from '#quiz/core/schedule.ts';
import { DAY, review } from './build.ts';

/** a, b, c are of one topic, d and e of another; a and b are asked on the first page, and so on; b and d probe a misconception. */
const candidates = ['a', 'b', 'c', 'd', 'e'].map((id, n) => ({
  id,
  topic: n < 3 ? 'tcp-udp' : 'caching',
  page: ['one', 'one', 'two', 'three', 'three'][n]!,
  misconceptions: id === 'b' || id === 'd' ? ['myth'] : [],
}));
const wish: Wish = { mode: 'topics', topics: [], pages: [], count: 9 };
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
  it('an interview is none of these, and hides none', () => {
    const interview: Session = { ...session, id: 'i', at: 7, items: [], mode: 'interview', turns: 5 };
    expect(unfinished([session, interview], () => true)).toEqual(session);
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
    plan(candidates, { ...wish, topics, count }, memories, 0, drawFrom(1))
      .sort()
      .join('');
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
  it.each<[string, Partial<Wish>, string]>([
    ['only what is due', { mode: 'due' }, 'ad'],
    ['only what is due, the longest overdue first', { mode: 'due', count: 1 }, 'a'],
    ['only what was answered', { mode: 'weakest' }, 'abd'],
    ['of that the least firmly remembered first', { mode: 'weakest', count: 1 }, 'd'],
    ['only what probes a misconception', { mode: 'misconceptions' }, 'bd'],
    ['of a path only its pages', { mode: 'track', pages: ['three', 'two'] }, 'cde'],
    ['of a path what is due before what is new', { mode: 'track', pages: ['three', 'two'], count: 1 }, 'd'],
    ['an exam takes of all topics', { mode: 'exam' }, 'abcde'],
    ['or of those that were chosen', { mode: 'exam', topics: ['caching'] }, 'de'],
  ])('%s', (_, more, expected) => {
    expect(
      plan(candidates, { ...wish, ...more }, memories, 0, drawFrom(1))
        .sort()
        .join(''),
    ).toBe(expected);
  });
  it('along a path nothing comes before what it stands on', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const along = { ...wish, mode: 'track' as const, pages: ['three', 'one', 'two'] };
        expect(plan(candidates, along, memories, 0, drawFrom(seed)).join('')).toBe('deabc');
      }),
    );
  });
  it('an exam is another sample with another seed', () => {
    const samples = Array.from({ length: 20 }, (_, seed) =>
      plan(candidates, { ...wish, mode: 'exam', count: 2 }, memories, 0, drawFrom(seed))
        .sort()
        .join(''),
    );
    expect(new Set(samples).size).toBeGreaterThan(4);
  });
  it('the same seed plans the same', () => {
    const twice = [1, 1].map((seed) => plan(candidates, { ...wish, count: 5 }, new Map(), 0, drawFrom(seed)));
    expect(twice[0]).toEqual(twice[1]);
  });
});
