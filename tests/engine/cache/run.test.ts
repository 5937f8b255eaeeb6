import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Curve, curveSizes, replay } from '#engine/cache/curve.ts';
import type { CacheEvent } from '#engine/cache/events.ts';
import { policies, policyIds } from '#engine/cache/eviction/registry.ts';
import { reasons } from '#engine/cache/reasons.ts';
import { runCache } from '#engine/cache/run.ts';
import { MILLISECOND } from '#engine/kernel/time.ts';
import { stateAt, type Intervention, type Run } from '#engine/kernel/trace.ts';
import en from '#content/reasons/cache.en.json';
import ko from '#content/reasons/cache.ko.json';

const label = (key: number) => String.fromCharCode(65 + key);
const run = (text: string, capacity: number, interventions: readonly Intervention[] = []): Run<CacheEvent> =>
  runCache({
    policies: policyIds,
    shown: 'lru',
    capacity,
    keys: Int32Array.from([...text].map((letter) => letter.charCodeAt(0) - 65)),
    objects: 26,
    interventions,
    label,
  });
const asked = (trace: Run<CacheEvent>) =>
  trace.events
    .flatMap((event) => (event.kind === 'request' ? [`${event.key}@${event.at / MILLISECOND}`] : []))
    .join(' ');

test('every policy answers every request, and the counts agree with its events', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(7), { maxLength: 40 }), fc.integer({ min: 1, max: 6 }), (keys, capacity) => {
      const trace = run(keys.map(label).join(''), capacity);
      for (const id of policyIds) {
        const own = trace.events.filter(({ where }) => where === id);
        const hits = own.filter(({ kind }) => kind === 'hit').length;
        const misses = own.filter(({ kind }) => kind === 'miss').length;
        expect(hits + misses).toBe(keys.length);
        if (keys.length === 0) continue;
        expect(stateAt(trace.events, id, trace.events.length)).toMatchObject({ hits, misses });
        expect(hits).toBe(
          replay(
            policies[id]({ capacity, objects: 8, future: Int32Array.from(keys) }),
            Int32Array.from(keys),
            0,
            keys.length,
          ),
        );
        expect(misses - own.filter(({ kind }) => kind === 'evict').length).toBeLessThanOrEqual(capacity);
      }
    }),
    { numRuns: 60 },
  );
});

test('a trace says what happened in order: spared, evicted, then the miss; with the lists at that very moment', () => {
  const trace = run('ABCAD', 3);
  const sieve = trace.events.filter(({ where, request }) => where === 'sieve' && request === 4);
  expect(
    sieve.map(({ kind, key, set }) => [kind, key, set?.['queue'], set?.['queue.bit'], set?.['queue.hand']]),
  ).toEqual([
    ['spare', 'A', ['C', 'B', 'A'], [0, 0, 0], 'B'],
    ['evict', 'B', ['C', 'A'], [0, 0], 'C'],
    ['miss', 'D', ['D', 'C', 'A'], [0, 0, 0], 'C'],
  ]);
  expect(trace.events.at(-1)).toMatchObject({ kind: 'served', hits: 0, in: '', reason: 'served.none' });
});

describe('interventions name a request of the workload', () => {
  test.each<{ name: string; acts: Intervention[]; asked: string }>([
    { name: 'none', acts: [], asked: 'A@0 B@1 C@2 D@3' },
    { name: 'drop', acts: [{ act: 'drop', target: 'request/1' }], asked: 'A@0 C@2 D@3' },
    { name: 'duplicate', acts: [{ act: 'duplicate', target: 'request/1' }], asked: 'A@0 B@1 B@1 C@2 D@3' },
    {
      name: 'delay by 2 ms: after the request two later',
      acts: [{ act: 'delay', target: 'request/0', byNs: 2 * MILLISECOND }],
      asked: 'B@1 C@2 A@2 D@3',
    },
    {
      name: 'two on one: delayed, then twice',
      acts: [
        { act: 'delay', target: 'request/0', byNs: MILLISECOND },
        { act: 'duplicate', target: 'request/0' },
      ],
      asked: 'B@1 A@1 A@1 C@2 D@3',
    },
    {
      name: 'a later one still means the same request after an earlier one',
      acts: [
        { act: 'drop', target: 'request/0' },
        { act: 'drop', target: 'request/2' },
      ],
      asked: 'B@1 D@3',
    },
    {
      name: 'one that is not there',
      acts: [{ act: 'drop', target: 'request/99' }],
      asked: 'A@0 B@1 C@2 D@3',
    },
  ])('$name', ({ acts, asked: expected }) => {
    expect(asked(run('ABCD', 2, acts))).toBe(expected);
  });
});

test('every reason has its clause and its sentence in both languages, and none is left over', () => {
  const used = new Set(
    [
      run('ABCADEFAABBGHAAB', 3),
      // each key again, sooner or later
      run('ABACADBEBFAGAHBAAGCDBHEFIJABKLABGGGCCAABBJJKLDDDD', 4),
      // D, asked for twice, beats A
      run('ABCDDE', 4),
      run('ABC', 2, [
        { act: 'drop', target: 'request/1' },
        { act: 'duplicate', target: 'request/0' },
      ]),
    ].flatMap(({ events }) => events.map(({ reason }) => reason)),
  );
  expect([...used].sort()).toEqual(Object.keys(reasons).sort());
  expect(Object.keys(ko).sort()).toEqual(Object.keys(reasons).sort());
  expect(Object.keys(en).sort()).toEqual(Object.keys(reasons).sort());
});

describe('hit ratio against size', () => {
  const keys = Int32Array.from({ length: 300 }, (_, i) => (i * i) % 23);
  const setup = {
    policies: policyIds,
    sizes: [1, 4, 9, 23],
    nextKey: (index: number) => keys[index]!,
    requests: 300,
    objects: 23,
  };

  test('is the same in whatever steps it is driven', () => {
    const whole = new Curve(setup);
    expect(whole.advance(Infinity)).toBe(false);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 700 }), (budget) => {
        const curve = new Curve(setup);
        let steps = 1;
        while (curve.advance(budget)) steps += 1;
        expect(curve.points).toEqual(whole.points);
        expect(curve.done).toBe(curve.total);
        expect(steps).toBe(Math.ceil(curve.total / budget));
      }),
    );
  });

  test('agrees with running each size by itself', () => {
    const curve = new Curve(setup);
    curve.advance(Infinity);
    expect(curve.points).toEqual(
      policyIds.flatMap((policy) =>
        setup.sizes.map((capacity) => ({
          policy,
          capacity,
          hits: replay(policies[policy]({ capacity, objects: 23, future: keys }), keys, 0, 300),
          requests: 300,
        })),
      ),
    );
  });

  test.each([
    [100_000, 20],
    [10, 8],
    [1, 1],
  ])('%i objects give %i different sizes', (objects, count) => {
    const sizes = curveSizes(objects);
    expect(sizes.length).toBe(count);
    expect(sizes.at(-1)).toBe(objects);
    expect([...sizes].sort((a, b) => a - b)).toEqual(sizes);
  });
});
