import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { workloadIds, workloads } from '#engine/cache/workloads/registry.ts';
import { cumulativeWeights, zipf } from '#engine/cache/workloads/zipf.ts';
import { keysOf, type WorkloadId } from '#engine/cache/workloads/workload.ts';
import { stream } from '#engine/kernel/random.ts';

const draw = (id: WorkloadId, requests: number, objects: number, seed: number, skewQuarters = 4) =>
  keysOf(workloads[id], { requests, objects, skewQuarters, random: stream(seed, id) });

describe.each(workloadIds)('%s', (id) => {
  test('gives the asked number of keys within bounds, the same for the same seed', () => {
    fc.assert(
      fc.property(
        fc.nat(500),
        fc.integer({ min: 1, max: 60 }),
        fc.nat(),
        fc.nat(8),
        (requests, objects, seed, skew) => {
          const keys = draw(id, requests, objects, seed, skew);
          expect(keys.length).toBe(requests);
          expect(keys.every((key) => key >= 0 && key < objects)).toBe(true);
          expect(draw(id, requests, objects, seed, skew)).toEqual(keys);
        },
      ),
    );
  });
});

describe('Zipf', () => {
  test.each([
    { quarters: 0, share: (k: number) => k },
    { quarters: 2, share: (k: number) => Math.sqrt(k) },
    { quarters: 4, share: (k: number) => k },
    { quarters: 8, share: (k: number) => k * k },
  ])(
    'with $quarters quarters the k-th key weighs 1/k^alpha of the first, to one part in its weight',
    ({ quarters, share }) => {
      const cumulative = cumulativeWeights(1000, quarters);
      const first = cumulative[0]!;
      for (let k = 2; k <= 1000; k += 1) {
        const weight = cumulative[k - 1]! - cumulative[k - 2]!;
        expect(Number.isInteger(weight) && weight > 0).toBe(true);
        expect(Math.abs(weight - (quarters === 0 ? first : first / share(k)))).toBeLessThanOrEqual(1);
      }
    },
  );

  test.each([4, 6, 8])('100,000 keys and %i quarters still fit into one draw', (quarters) => {
    expect(cumulativeWeights(100_000, quarters)[99_999]).toBeLessThan(2 ** 32);
  });

  test.each([1, 2, 3, 10, 1000])(
    'of %i keys the one whose share a draw falls into is found',
    (objects) => {
      for (const skewQuarters of [0, 1, 4, 8]) {
        const cumulative = cumulativeWeights(objects, skewQuarters);
        const last = cumulative[objects - 1]!;
        // either side of each boundary, and points between
        const draws = [...cumulative].flatMap((end) => [end - 1, end, Math.floor(end / 3)]);
        const below = draws.filter((one) => one < last);
        let at = 0;
        const random = { below: () => below[at++]!, chance: () => false };
        const keyOf = zipf({ requests: below.length, objects, skewQuarters, random });
        const sought = below.map((one) => cumulative.findIndex((end) => end > one));
        expect(below.map((_, index) => keyOf(index))).toEqual(sought);
      }
    },
  );

  test('of a million requests over 100,000 keys, each of the ten most popular gets its share, to five standard deviations', () => {
    const keys = draw('zipf', 1_000_000, 100_000, 7);
    const counts = new Int32Array(100_000);
    for (const key of keys) counts[key]! += 1;
    let harmonic = 0;
    for (let k = 1; k <= 100_000; k += 1) harmonic += 1 / k;
    for (let k = 1; k <= 10; k += 1) {
      const share = 1 / k / harmonic;
      const deviation = Math.sqrt(1_000_000 * share * (1 - share));
      expect(Math.abs(counts[k - 1]! - 1_000_000 * share)).toBeLessThan(5 * deviation);
    }
  });
});

test('a scan asks for every key outside the hot set once, in order, in the middle', () => {
  const keys = [...draw('scan', 40, 12, 3)];
  expect(keys.filter((key) => key >= 3)).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11]);
  const from = keys.indexOf(3);
  expect(keys.slice(from, from + 9)).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(from).toBe(15);
});

test('a loop goes through all keys in order', () => {
  expect([...draw('loop', 7, 3, 1)]).toEqual([0, 1, 2, 0, 1, 2, 0]);
});

test('favourites of a shifting run move on by a quarter of the keys with each quarter of the requests', () => {
  const keys = [...draw('shift', 4000, 40, 5, 8)];
  const favourite = (part: number) => {
    const counts = new Map<number, number>();
    for (const key of keys.slice(part * 1000, (part + 1) * 1000)) counts.set(key, (counts.get(key) ?? 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1])[0]![0];
  };
  expect([0, 1, 2, 3].map(favourite)).toEqual([0, 10, 20, 30]);
});

test('one-hit wonders come once each, in order, and make up half of the requests while there are any', () => {
  const few = [...draw('wonders', 60, 40, 2)].filter((key) => key >= 10);
  expect(few).toEqual(Array.from({ length: 30 }, (_, i) => 10 + i));
  const all = [...draw('wonders', 20, 80, 2)].filter((key) => key >= 20);
  expect(all).toEqual(Array.from({ length: 10 }, (_, i) => 20 + i));
});
