import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PolicyId } from '#engine/cache/eviction/policy.ts';
import { policies, policyIds } from '#engine/cache/eviction/registry.ts';

const letters = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0) - 65);
const make = (id: PolicyId, capacity: number) => policies[id]({ capacity, objects: 26 });

function misses(id: PolicyId, capacity: number, keys: readonly number[]): number {
  const policy = make(id, capacity);
  return keys.filter((key) => !policy.request(key)).length;
}

/** The list as text: 'C B* A' - head first, a star for a set bit, a number for a count, the key at the hand in brackets. */
function written(id: PolicyId, capacity: number, text: string): string {
  const policy = make(id, capacity);
  for (const key of letters(text)) policy.request(key);
  const [list] = policy.lists();
  return list!.keys
    .map((key, i) => {
      const mark = list!.marks?.of[i];
      const sign = list!.marks?.kind === 'count' ? mark : mark === 1 ? '*' : '';
      const name = String.fromCharCode(65 + key) + sign;
      return list!.hand === i ? `[${name}]` : name;
    })
    .join(' ');
}

describe("Belady's anomaly (CACM 12(6), 1969): 1 2 3 4 1 2 5 1 2 3 4 5", () => {
  const string = [1, 2, 3, 4, 1, 2, 5, 1, 2, 3, 4, 5];
  test.each([
    { id: 'fifo', frames: 3, faults: 9 },
    { id: 'fifo', frames: 4, faults: 10 },
    { id: 'lru', frames: 3, faults: 10 },
    { id: 'lru', frames: 4, faults: 8 },
  ] as const)('$id with $frames frames: $faults faults', ({ id, frames, faults }) => {
    expect(misses(id, frames, string)).toBe(faults);
  });
});

test('LRU is a stack algorithm (Mattson 1970): a larger cache holds whatever a smaller one holds', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(25)), fc.integer({ min: 1, max: 12 }), (keys, capacity) => {
      const small = make('lru', capacity);
      const large = make('lru', capacity + 1);
      for (const key of keys) {
        small.request(key);
        large.request(key);
        expect(large.lists()[0]!.keys.slice(0, small.size)).toEqual(small.lists()[0]!.keys);
      }
    }),
  );
});

describe('lists after a string of requests', () => {
  test.each<[PolicyId, number, string, string, string]>([
    ['fifo', 3, 'ABCA', 'C B A', 'a hit changes nothing'],
    ['fifo', 3, 'ABCAD', 'D C B', 'the first to come is the first to go'],
    ['lru', 3, 'ABCA', 'A C B', 'a hit moves to the head'],
    ['lru', 3, 'ABCAD', 'D A C', 'the tail goes'],
    ['lfu', 3, 'AABBC', 'B2 A2 C1', 'by count, then by last use'],
    ['lfu', 3, 'AABBCD', 'B2 A2 D1', 'the lowest count goes'],
    ['lfu', 3, 'ABCABCD', 'C2 B2 D1', 'of equal counts the one used longest ago goes'],
    ['clock', 3, 'ABCA', '[A*] B C', 'a hit sets the bit'],
    ['clock', 3, 'ABCAD', 'A D [C]', 'the hand clears A, takes B and stands on C'],
    ['clock', 3, 'ABCABCD', 'D [B] C', 'with all bits set the hand goes round once and takes the first'],
    // SIEVE, NSDI 2024, figure 1 and algorithm 1
    ['sieve', 3, 'ABC', 'C B [A]', 'the hand begins at the tail'],
    ['sieve', 3, 'ABCA', 'C B [A*]', 'a hit sets the bit and moves nothing'],
    ['sieve', 3, 'ABCAD', 'D [C] A', 'the hand clears A and takes B; A stays at the tail'],
    ['sieve', 3, 'ABCADE', 'E [D] A', 'the hand goes on from C towards the head'],
    ['sieve', 3, 'ABCADEF', 'F [E] A', 'what came in behind it is looked at next, A is not'],
    ['sieve', 2, 'ABACD', 'D [C]', 'past the head the hand begins again at the tail'],
  ])('%s of %i after %s: %s (%s)', (id, capacity, text, list, _why) => {
    expect(written(id, capacity, text)).toBe(list);
  });
});

test('one request longer than the cache, in a loop: whoever evicts by age or by last use never hits', () => {
  const loop = Array.from({ length: 200 }, (_, i) => i % 5);
  expect(misses('fifo', 4, loop)).toBe(200);
  expect(misses('lru', 4, loop)).toBe(200);
  for (const id of policyIds) expect(misses(id, 5, loop)).toBe(5);
});
