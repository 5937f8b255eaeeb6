import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isConfidentMistake, merged, MODES, type LogEvent } from '#quiz/core/log.ts';
import { markOf, pagesRead, recallOf, schedule } from '#quiz/core/schedule.ts';
import { exported, imported, isLogEvent, MAX_BYTES } from '#quiz/core/transfer.ts';
import { DAY, review } from './build.ts';

const word = fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme' });
const at = fc.integer({ min: 0, max: 4_102_444_800_000 });
const anyReview = fc.record({
  type: fc.constant('review' as const),
  id: word,
  at,
  item: fc.constantFrom('a', 'b', 'c'),
  version: fc.integer({ min: 1, max: 2 }),
  kind: fc.constantFrom('single' as const, 'order' as const, 'computed' as const),
  score: fc.double({ min: 0, max: 1, noNaN: true }).map((score) => score + 0), // JSON has no -0
  confidence: fc.constantFrom(1 as const, 2 as const, 3 as const),
  ms: fc.nat(),
  session: word,
  answer: fc.oneof(fc.string(), fc.array(fc.string(), { maxLength: 4 })),
});
const anyEvent: fc.Arbitrary<LogEvent> = fc.oneof(
  anyReview,
  fc.record({ type: fc.constant('read' as const), id: word, at, page: word }),
  fc.record({ type: fc.constant('session' as const), id: word, at, items: fc.array(word) }),
  fc.record(
    {
      type: fc.constant('session' as const),
      id: word,
      at,
      items: fc.constant([]),
      mode: fc.constantFrom(...MODES),
      minutes: fc.integer({ min: 1, max: 180 }),
      turns: fc.integer({ min: 1, max: 30 }),
      level: fc.constantFrom('junior' as const, 'mid' as const, 'senior' as const),
    },
    { requiredKeys: ['type', 'id', 'at', 'items', 'mode'] },
  ),
  fc.record({ type: fc.constant('left' as const), id: word, at, session: word }),
  fc.record({ type: fc.constant('handed' as const), id: word, at, session: word }),
  fc.record({
    type: fc.constant('draft' as const),
    id: word,
    at,
    session: word,
    item: word,
    answer: fc.string(),
    flag: fc.boolean(),
    ms: fc.nat(),
  }),
  fc.record({
    type: fc.constant('turn' as const),
    id: word,
    at,
    session: word,
    ask: word,
    points: fc.record({
      correct: fc.constantFrom(0 as const, 1 as const, 2 as const),
      complete: fc.constantFrom(0 as const, 1 as const, 2 as const),
      example: fc.constantFrom(0 as const, 1 as const),
      terms: fc.constantFrom(0 as const, 1 as const),
    }),
    answer: fc.string(),
    ms: fc.nat(),
  }),
  fc.record({
    type: fc.constant('retention' as const),
    id: word,
    at,
    share: fc.integer({ min: 70, max: 97 }).map((percent) => percent / 100),
  }),
);
const anyLog = fc.array(anyEvent, { maxLength: 30 });
const versions = new Map([
  ['a', 1],
  ['b', 1],
  ['c', 2],
]);

describe('merging logs', () => {
  it('is commutative, associative and idempotent, and loses no id', () => {
    fc.assert(
      fc.property(anyLog, anyLog, anyLog, (a, b, c) => {
        expect(merged(a, b)).toEqual(merged(b, a));
        expect(merged(merged(a, b), c)).toEqual(merged(a, merged(b, c)));
        expect(merged(a, a)).toEqual(merged(a));
        const ids = merged(a, b).map(({ id }) => id);
        expect(new Set(ids)).toEqual(new Set([...a, ...b].map(({ id }) => id)));
        expect(ids.length).toBe(new Set(ids).size);
      }),
    );
  });
  it('is not misled by the order of fields', () => {
    const one = review('a', 5, 1);
    const same = Object.fromEntries(Object.entries(one).reverse()) as unknown as LogEvent;
    expect(merged([one], [same])).toHaveLength(1);
    expect(merged([same], [one])).toEqual(merged([one], [same]));
  });
});

describe('the schedule', () => {
  it('is the same from any order and any number of copies of the events', () => {
    fc.assert(
      fc.property(
        fc
          .array(anyReview, { maxLength: 20 })
          .chain((log) => fc.tuple(fc.constant(log), fc.shuffledSubarray(log, { minLength: log.length }))),
        ([log, mixed]) => {
          expect(schedule([...mixed, ...log], { versions })).toEqual(schedule(log, { versions }));
        },
      ),
    );
  });
  it('sends what is known further away each time, and brings what is forgotten back', () => {
    const log = [review('a', 0, 1)];
    const gaps: number[] = [];
    for (let n = 0; n < 4; n += 1) {
      const { due, lastAt } = schedule(log, { versions }).get('a')!;
      gaps.push((due - lastAt) / DAY);
      log.push(review('a', due, 1));
    }
    expect(gaps).toEqual([...gaps].sort((a, b) => a - b));
    expect(new Set(gaps).size).toBe(4);
    expect(gaps[0]).toBeGreaterThanOrEqual(1);
    const last = log.at(-1)!.at;
    const after = schedule([...log, review('a', last + DAY, 0)], { versions }).get('a')!;
    expect(after).toMatchObject({ lapses: 1, reviews: 6, lastScore: 0 });
    expect(after.due - after.lastAt).toBeLessThan(gaps[3]! * DAY);
  });
  it('a mistake is due the next day', () => {
    expect(schedule([review('a', 0, 0)], { versions }).get('a')!.due).toBe(DAY);
  });
  it.each<[string, { score: number; confidence?: 1 | 2 | 3 }, boolean]>([
    ['sure and wrong', { score: 0, confidence: 3 }, true],
    ['sure and partly right', { score: 0.5, confidence: 3 }, true],
    ['sure and right', { score: 1, confidence: 3 }, false],
    ['fairly sure and wrong', { score: 0, confidence: 2 }, false],
    ['wrong, and nothing said', { score: 0 }, false],
  ])('a confident mistake: %s', (_, said, expected) => {
    expect(isConfidentMistake(said)).toBe(expected);
  });
  it('asks a confident mistake again the next day, though it was right later in the same sitting', () => {
    const well = [0, 2, 9, 30].map((day) => review('a', day * DAY, 1));
    const dueAfter = (confidence: 2 | 3) => {
      const log = [...well, review('a', 99 * DAY, 0.5, { confidence }), review('a', 99 * DAY + 60_000, 1)];
      return schedule(log, { versions }).get('a')!.due;
    };
    expect(dueAfter(2)).toBeGreaterThan(101 * DAY);
    expect(dueAfter(3)).toBe(100 * DAY);
  });
  it('leaves it to FSRS once it was answered on another day', () => {
    const log = [0, 2, 9].map((day) => review('a', day * DAY, 1));
    const mistake = review('a', 30 * DAY, 0.5, { confidence: 3 });
    const dueOf = (more: LogEvent[]) => schedule([...log, mistake, ...more], { versions }).get('a')!.due;
    expect(dueOf([])).toBe(31 * DAY);
    expect(dueOf([review('a', 31 * DAY, 1)])).toBeGreaterThan(32 * DAY);
  });
  it('takes the retention that the reader set last', () => {
    const log = [review('a', 0, 1), review('a', 3 * DAY, 1)];
    const set = (at: number, share: number): LogEvent => ({ type: 'retention', id: `r${at}`, at, share });
    const due = (more: LogEvent[]) => schedule([...more, ...log], { versions }).get('a')!.due;
    expect(due([set(1, 0.97)])).toBeLessThan(due([]));
    expect(due([set(2, 0.8), set(1, 0.97)])).toBeGreaterThan(due([]));
  });
  it('a higher retention asks sooner', () => {
    const log = [review('a', 0, 1), review('a', 3 * DAY, 1)];
    const dueAt = (retention: number) => schedule(log, { versions, retention }).get('a')!.due;
    expect(dueAt(0.97)).toBeLessThan(dueAt(0.8));
  });
  it('begins anew when the key changed, and forgets items that are gone', () => {
    const log = [review('c', 0, 1), review('c', DAY, 1, { version: 2 }), review('gone', 0, 1)];
    expect([...schedule(log, { versions })].map(([item, { reviews }]) => [item, reviews])).toEqual([
      ['c', 1],
    ]);
  });
  it.each([
    [0, 1],
    [0.49, 1],
    [0.5, 2],
    [0.99, 2],
    [1, 3],
  ])('a score of %d is heard as %d', (score, recall) => {
    expect(recallOf(score)).toBe(recall);
  });
});

describe('the mark of a page', () => {
  const read: LogEvent = { type: 'read', id: 'read:page', at: 0, page: 'page' };
  it.each<[string, LogEvent[], string]>([
    ['nothing yet', [], 'unseen'],
    ['read', [read], 'read'],
    ['one of two answered', [review('a', 0, 1)], 'read'],
    ['both right', [review('a', 0, 1), review('b', 0, 1)], 'known'],
    ['one only partly', [review('a', 0, 1), review('b', 0, 0.5)], 'read'],
    ['one due', [review('a', 0, 1), review('b', -30 * DAY, 1)], 'due'],
  ])('%s', (_, log, expected) => {
    expect(markOf(['a', 'b'], pagesRead(log).has('page'), schedule(log, { versions }), DAY / 2)).toBe(
      expected,
    );
  });
});

describe('export and import', () => {
  it('give back every event', () => {
    fc.assert(
      fc.property(
        anyLog,
        (log) => void expect(imported(exported(log))).toEqual({ ok: true, events: merged(log) }),
      ),
    );
  });
  const good = { format: 'keepalive-progress', version: 1, events: [review('a', 1, 1)] };
  const broken = (change: object) =>
    JSON.stringify({ ...good, events: [{ ...review('a', 1, 1), ...change }] });
  it.each<[string, string, string]>([
    ['nothing', '', 'not-json'],
    ['half a file', JSON.stringify(good).slice(0, -5), 'not-json'],
    ['a page', '<!doctype html>', 'not-json'],
    ['null', 'null', 'other-schema'],
    ['a list', '[]', 'other-schema'],
    ['another program', '{"format":"anki","version":1}', 'other-schema'],
    ['a later version', JSON.stringify({ ...good, version: 3, more: {} }), 'newer-version'],
    ['no events', '{"format":"keepalive-progress","version":1}', 'damaged'],
    ['an extra field', JSON.stringify({ ...good, extra: 1 }), 'damaged'],
    ['a score of 2', broken({ score: 2 }), 'damaged'],
    ['an unknown kind', broken({ kind: 'essay' }), 'damaged'],
    ['a field too many', broken({ __html: '<img>' }), 'damaged'],
    ['time as text', broken({ at: '2026' }), 'damaged'],
    ['a time no calendar has', broken({ at: 9e15 }), 'damaged'],
    ['a time far in the future', broken({ at: 5e12 }), 'damaged'],
    [
      'one event twice',
      JSON.stringify({ ...good, events: [review('a', 1, 1), review('a', 1, 1)] }),
      'duplicates',
    ],
    [
      'one id, two events',
      JSON.stringify({ ...good, events: [review('a', 1, 1), review('a', 1, 0)] }),
      'duplicates',
    ],
  ])('refuse %s', (_, text, problem) => expect(imported(text)).toMatchObject({ ok: false, problem }));
  it('take a file of version 1, whose sessions had no mode', () => {
    const events = [{ type: 'session', id: 's', at: 1, items: ['a'] }];
    expect(imported(JSON.stringify({ ...good, events }))).toEqual({ ok: true, events });
  });
  it('name the field that is wrong', () => {
    expect(imported(broken({ score: 2 }))).toEqual({
      ok: false,
      problem: 'damaged',
      where: 'events.0.score',
    });
  });
  it('refuse 50 MB without reading it', () => {
    expect(imported('['.repeat(50 * 1024 * 1024))).toEqual({ ok: false, problem: 'too-large' });
    expect(MAX_BYTES).toBeLessThan(50 * 1024 * 1024);
  });
  it('never throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => void expect(imported(text).ok).toBe(false)),
    );
    fc.assert(fc.property(fc.anything(), (value) => void isLogEvent(value)));
  });
});
