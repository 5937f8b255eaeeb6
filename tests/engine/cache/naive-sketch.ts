import { bitsFor, hashOf } from '#engine/cache/eviction/sketch.ts';

/** Multipliers of the four rows. */
const FACTORS = [0x9e3779b1, 0x85ebca77, 0xc2b2ae3d, 0x27d4eb2f];

/** The counter of a key in a row of 2^bits: the top bits of its hash times the row's factor. */
export const countersOf = (key: number, bits: number): readonly number[] =>
  FACTORS.map((factor) => Math.imul(hashOf(key), factor) >>> (32 - bits));

/** A model of sketch.ts: the same hashing, its counters plain numbers. */
export function naiveSketch(most: number) {
  let rows = FACTORS.map(() => new Map<number, number>());
  let uses = 0;
  const at = (key: number, row: number) => countersOf(key, bitsFor(most))[row]!;
  const estimate = (key: number) => Math.min(...rows.map((counts, row) => counts.get(at(key, row)) ?? 0));
  return {
    estimate,
    add(key: number) {
      rows.forEach((counts, row) => {
        counts.set(at(key, row), Math.min(15, (counts.get(at(key, row)) ?? 0) + 1));
      });
      uses += 1;
      if (uses < 10 * most) return;
      uses = Math.floor(uses / 2);
      rows = rows.map((counts) => new Map([...counts].map(([slot, n]) => [slot, Math.floor(n / 2)])));
    },
  };
}
