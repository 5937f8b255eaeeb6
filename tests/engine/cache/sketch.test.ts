import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bitsFor, Sketch } from '#engine/cache/eviction/sketch.ts';
import { countersOf } from './naive-sketch.ts';

test('never counts too low between two resets, but for the cap at 15', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(500), { maxLength: 999 }), (keys) => {
      const sketch = new Sketch(100); // resets after 1,000 uses
      const counts = new Map<number, number>();
      for (const key of keys) {
        sketch.add(key);
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
      for (const [key, count] of counts)
        expect(sketch.estimate(key)).toBeGreaterThanOrEqual(Math.min(count, 15));
    }),
  );
});

test('after ten uses for each object of the cache all counts are halved, and the next reset comes after half as many', () => {
  const sketch = new Sketch(2);
  const add = (key: number, times: number) => {
    for (let i = 0; i < times; i += 1) sketch.add(key);
  };
  add(1, 13);
  add(2, 6);
  expect([sketch.estimate(1), sketch.estimate(2)]).toEqual([13, 6]);
  add(2, 1); // the 20th
  expect([sketch.estimate(1), sketch.estimate(2)]).toEqual([6, 3]);
  add(2, 9);
  expect(sketch.estimate(2)).toBe(12);
  add(2, 1); // ten more
  expect([sketch.estimate(1), sketch.estimate(2)]).toEqual([3, 6]);
});

test('a counter holds 4 bits and leaves its neighbours alone', () => {
  const sketch = new Sketch(100);
  for (let i = 0; i < 40; i += 1) sketch.add(7);
  expect(sketch.estimate(7)).toBe(15);
  const rest = Array.from({ length: 500 }, (_, key) => key).filter((key) => sketch.estimate(key) > 0);
  const own = countersOf(7, bitsFor(100));
  const shared = rest.filter((key) => String(countersOf(key, bitsFor(100))) === String(own));
  expect(rest).toEqual(shared);
});

test('the hash spreads neighbouring keys over all counters of a row', () => {
  for (const row of [0, 1, 2, 3]) {
    const load = new Map<number, number>();
    for (let key = 0; key < 1024; key += 1) {
      const counter = countersOf(key, 6)[row]!;
      load.set(counter, (load.get(counter) ?? 0) + 1);
    }
    expect(load.size).toBe(64);
    expect(Math.max(...load.values())).toBeLessThan(40); // 16 on average
  }
});
