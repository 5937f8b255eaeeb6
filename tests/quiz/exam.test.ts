import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clock, elapsed } from '#quiz/core/clock.ts';
import { handIn, isHandedIn, lastExam, sheetOf, together, withEntry, type Marked } from '#quiz/core/exam.ts';
import { merged, type Draft, type LogEvent, type Session } from '#quiz/core/log.ts';
import { schedule } from '#quiz/core/schedule.ts';
import { answersOf, unfinished } from '#quiz/core/session.ts';

const MINUTE = 60_000;
const exam: Session = { type: 'session', id: 's', at: 0, items: ['a', 'b'], mode: 'exam', minutes: 10 };
const draft = (item: string, at: number, answer: string, more: Partial<Draft> = {}): Draft => ({
  type: 'draft',
  id: `${item}${at}`,
  at,
  session: 's',
  item,
  answer,
  ms: 5,
  ...more,
});
const marked: Marked[] = [{ item: 'a', version: 1, kind: 'single', score: 1, answer: 'x', ms: 5 }];
const there = () => true;

describe('an exam', () => {
  it('has on its sheet the last that was written for each item, in whatever order the log is read', () => {
    const log = [draft('a', 1, 'x'), draft('a', 3, 'y', { flag: true }), draft('b', 2, 'z')];
    for (const read of [log, log.toReversed()]) {
      const { entries } = sheetOf(exam, read);
      expect([...entries].map(([item, { answer, flag }]) => [item, answer, flag]).sort()).toEqual([
        ['a', 'y', true],
        ['b', 'z', undefined],
      ]);
    }
  });
  it('takes nothing that was written after time was up, or in another exam', () => {
    const late = [draft('a', 10 * MINUTE + 1, 'late'), draft('b', 1, 'x', { session: 'other' })];
    expect(sheetOf(exam, [draft('a', 1, 'x'), ...late]).entries).toEqual(
      new Map([['a', draft('a', 1, 'x')]]),
    );
  });
  it('is handed in with what another tab wrote, but here the last word is what was written here', () => {
    const log = [draft('a', 1, 'mine'), draft('a', 2, 'theirs'), draft('b', 3, 'theirs')];
    const all = together(new Map([['a', { answer: 'mine', ms: 5 }]]), exam, log);
    expect([...all].map(([item, { answer }]) => [item, answer])).toEqual([
      ['a', 'mine'],
      ['b', 'theirs'],
    ]);
  });
  it('keeps what is there when one field of an entry changes', () => {
    const first = withEntry(new Map(), 'a', { flag: true });
    expect(withEntry(first, 'a', { answer: 'x' }).get('a')).toEqual({ answer: 'x', flag: true, ms: 0 });
    expect(first.get('a')).toEqual({ answer: '', flag: true, ms: 0 });
  });
  it('can be gone on with until it is handed in, whatever was answered, even when time is up', () => {
    const log: LogEvent[] = [exam, draft('a', 1, 'x'), draft('b', 2, 'x')];
    expect(unfinished(log, there)).toEqual(exam);
    expect(unfinished([...log, ...handIn(exam, marked, 99)], there)).toBeUndefined();
    expect(unfinished([...log, { type: 'left', id: 'l', at: 3, session: 's' }], there)).toBeUndefined();
  });
  it('becomes reviews when it is handed in: of what was answered, and no sooner', () => {
    const log = [exam, ...handIn(exam, marked, 5 * MINUTE)];
    expect(answersOf(exam, log).map(({ item, score, at }) => [item, score, at])).toEqual([
      ['a', 1, 5 * MINUTE],
    ]);
    const versions = new Map([
      ['a', 1],
      ['b', 1],
    ]);
    expect([...schedule(log, { versions }).keys()]).toEqual(['a']);
  });
  it('is handed in at its end when the page was closed then', () => {
    expect(handIn(exam, marked, 500 * MINUTE).map(({ at }) => at)).toEqual([10 * MINUTE, 10 * MINUTE]);
  });
  it('is handed in once by two tabs', () => {
    const both = merged(handIn(exam, marked, 5), handIn(exam, marked, 6));
    expect(both).toEqual(handIn(exam, marked, 5));
  });
  it('is found again for its results', () => {
    const second: Session = { ...exam, id: 't', at: 50 };
    const log = [exam, ...handIn(exam, marked, 5), second];
    expect(lastExam(log)?.id).toBe('s');
    expect(lastExam([...log, ...handIn(second, [], 60)])?.id).toBe('t');
    expect(isHandedIn(second, log)).toBe(false);
  });
});

describe('the clock', () => {
  it.each([
    [0, '0:00'],
    [-5, '0:00'],
    [1, '0:01'],
    [59_001, '1:00'],
    [245_000, '4:05'],
    [3_723_000, '1:02:03'],
  ])('%d ms: %s', (ms, shown) => expect(clock(ms)).toBe(shown));
  it.each([
    [0, '0:00'],
    [999, '0:00'],
    [61_000, '1:01'],
  ])('gone by after %d ms: %s', (ms, shown) => expect(elapsed(ms)).toBe(shown));
  it('never shows more than there is, by a second', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3_599_000 }), (ms) => {
        const [minutes, seconds] = clock(ms).split(':').map(Number) as [number, number];
        const shown = (minutes * 60 + seconds) * 1000;
        expect(shown).toBeGreaterThanOrEqual(ms);
        expect(shown - ms).toBeLessThan(1000);
      }),
    );
  });
});
