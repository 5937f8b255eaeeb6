import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogEvent } from '#quiz/core/log.ts';
import { schedule } from '#quiz/core/schedule.ts';
import {
  calibration,
  calibrationByWeek,
  forecast,
  practice,
  retention,
  reviewsByDay,
  topics,
} from '#quiz/core/statistics.ts';
import { DAY, review } from './build.ts';

/** Days begin at midnight in Seoul: nine hours before they do in Greenwich. */
const dayOf = (at: number) => Math.floor((at + 9 * 3_600_000) / DAY);
const today = 100;
const now = today * DAY;

describe('reviews a day', () => {
  it('fall on the days of the reader, today last', () => {
    const log = [review('a', now - DAY, 1), review('a', now - 1, 1), review('b', now, 0)];
    expect(reviewsByDay(log, dayOf, now, 3).map(({ n }) => n)).toEqual([0, 1, 2]);
    const lateAtNight = review('c', now - 10 * 3_600_000, 1);
    expect(reviewsByDay([lateAtNight], dayOf, now, 3).map(({ n }) => n)).toEqual([0, 1, 0]);
  });
  it('count every review of that time once, in whatever order and how often the log holds it', () => {
    const ats = fc.array(fc.integer({ min: now - 9 * DAY, max: now }), { maxLength: 40 });
    fc.assert(
      fc.property(ats, (all) => {
        const log = all.map((at, n) => review(`i${n}`, at, 1));
        const days = reviewsByDay([...log, ...log.toReversed()], dayOf, now, 11);
        expect(days).toHaveLength(11);
        expect(days.reduce((sum, { n }) => sum + n, 0)).toBe(log.length);
      }),
    );
  });
});

describe('the forecast', () => {
  it('puts what is overdue on today, and every item on one day', () => {
    const log = [review('a', now - 50 * DAY, 1), review('b', now - 1, 0), review('c', now - 1, 1)];
    const memories = schedule(log, { versions: new Map(['a', 'b', 'c'].map((id) => [id, 1])) });
    const days = forecast(memories, dayOf, now, 30);
    expect(days[0]).toEqual({ day: today, n: 1 });
    expect(days[1]).toEqual({ day: today + 1, n: 1 });
    expect(days.reduce((sum, { n }) => sum + n, 0)).toBe(3);
  });
});

describe('retention', () => {
  it.each<[string, LogEvent[], string]>([
    ['does not count a first asking', [review('a', now, 0)], '0/0'],
    ['nor a second one on the same day', [review('a', now - 9, 0), review('a', now, 1)], '0/0'],
    ['counts what is asked on a later day', [review('a', now - DAY, 0), review('a', now, 1)], '1/1'],
    [
      'once a day: what comes back in the same sitting is no new proof',
      [review('a', now - DAY, 1), review('a', now - 9, 0), review('a', now, 1)],
      '0/1',
    ],
    ['partly right is not retained', [review('a', now - DAY, 1), review('a', now, 0.5)], '0/1'],
  ])('%s', (_, log, expected) => {
    const { right, of } = retention(log, dayOf, now, 2).at(-1)!.value;
    expect(`${right}/${of}`).toBe(expected);
  });
  it('is told week by week, the last seven days last', () => {
    const weeks = retention([], dayOf, now, 3);
    expect(weeks.map(({ first, last }) => [first, last])).toEqual([
      [80, 86],
      [87, 93],
      [94, 100],
    ]);
    const log = [review('a', now - 30 * DAY, 1), review('a', now - 8 * DAY, 1), review('a', now, 0)];
    expect(retention(log, dayOf, now, 3).map(({ value }) => value)).toEqual([
      { right: 0, of: 0 },
      { right: 1, of: 1 },
      { right: 0, of: 1 },
    ]);
  });
});

describe('calibration', () => {
  const log = [
    review('a', now, 1, { confidence: 3 }),
    review('b', now, 0, { confidence: 3 }),
    review('c', now - 8 * DAY, 1, { confidence: 1 }),
    review('d', now, 1),
  ];
  it('says of each confidence how much was right; what was not said counts nowhere', () => {
    expect(calibration(log)).toEqual({
      1: { right: 1, of: 1 },
      2: { right: 0, of: 0 },
      3: { right: 1, of: 2 },
    });
  });
  it('week by week comes to the same', () => {
    const weeks = calibrationByWeek(log, dayOf, now, 2);
    expect(weeks.map(({ value }) => value[3].of)).toEqual([0, 2]);
    expect(weeks.map(({ value }) => value[1].right)).toEqual([1, 0]);
  });
});

describe('the topics', () => {
  const items = [
    { id: 'a', version: 1, topic: 'tcp-udp' },
    { id: 'b', version: 1, topic: 'tcp-udp' },
    { id: 'c', version: 2, topic: 'caching' },
    { id: 'd', version: 1, topic: 'cdn' },
  ];
  it('come weakest first, those never asked last', () => {
    const log = [review('a', 1, 1), review('b', 2, 0), review('c', 3, 0, { version: 2 })];
    expect(topics(log, items)).toEqual([
      { topic: 'caching', right: 0, of: 1, seen: 1, items: 1 },
      { topic: 'tcp-udp', right: 1, of: 2, seen: 2, items: 2 },
      { topic: 'cdn', right: 0, of: 0, seen: 0, items: 1 },
    ]);
  });
  it('are judged by the last three answers of each item, of its version now', () => {
    const log = [0, 0, 1, 1, 1].map((score, n) => review('a', n + 1, score));
    expect(topics([...log, review('c', 9, 1)], items)[0]).toMatchObject({
      topic: 'tcp-udp',
      right: 3,
      of: 3,
    });
    expect(topics([review('c', 9, 0)], items).every(({ of }) => of === 0)).toBe(true);
  });
});

describe('practice', () => {
  it('counts days, and a gap takes none of them away', () => {
    const log = [review('a', now - 20 * DAY, 1), review('a', now - 3 * DAY, 1), review('b', now, 0)];
    const { days, practised, thisWeek } = practice(log, dayOf, now, 28);
    expect([days.length, practised, thisWeek, days.at(-1)]).toEqual([28, 3, 2, true]);
  });
  it('counts an interview too', () => {
    const points = { correct: 2, complete: 1, example: 0, terms: 1 } as const;
    const turn: LogEvent = {
      type: 'turn',
      id: 't',
      at: now,
      session: 's',
      ask: 'a',
      points,
      answer: '',
      ms: 1,
    };
    expect(practice([turn], dayOf, now, 7).practised).toBe(1);
    expect(practice([], dayOf, now, 7).practised).toBe(0);
  });
});
