import { bitsFor, counterOf, hashOf, ROWS } from '#engine/cache/eviction/sketch.ts';

/** A model of sketch.ts: the same hashing, its counters plain numbers. */
export function naiveSketch(most: number) {
  let rows = Array.from({ length: ROWS }, () => new Map<number, number>());
  let uses = 0;
  const at = (key: number, row: number) => counterOf(hashOf(key), row, bitsFor(most));
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
