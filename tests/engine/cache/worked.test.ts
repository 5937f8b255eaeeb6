import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PolicyId } from '#engine/cache/eviction/policy.ts';
import { policies, policyIds } from '#engine/cache/eviction/registry.ts';

const letters = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0) - 65);
const make = (id: PolicyId, capacity: number, keys: readonly number[] = []) =>
  policies[id]({ capacity, objects: 26, future: Int32Array.from(keys) });

function misses(id: PolicyId, capacity: number, keys: readonly number[]): number {
  const policy = make(id, capacity, keys);
  return keys.filter((key) => !policy.request(key)).length;
}

/**
 * The lists as text: 'C B* A' - head first, a star for a set bit, a number for a count, the key at the hand in brackets;
 * several lists after their names, ghosts in parentheses.
 */
function written(id: PolicyId, capacity: number, text: string): string {
  const keys = letters(text);
  const policy = make(id, capacity, keys);
  for (const key of keys) policy.request(key);
  const lists = policy.lists().map((list) => {
    const signs = list.keys.map((key, i) => {
      const mark = list.marks?.of[i];
      const sign = list.marks?.kind === 'count' ? mark : mark === 1 ? '*' : '';
      const name = String.fromCharCode(65 + key) + sign;
      return list.hand === i ? `[${name}]` : name;
    });
    return { id: list.id, text: list.ghost ? `(${signs.join(' ')})` : signs.join(' ') };
  });
  return lists.length === 1 ? lists[0]!.text : lists.map((list) => `${list.id}: ${list.text}`).join(' | ');
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
        expect(large.lists()[0]!.keys.slice(0, small.used)).toEqual(small.lists()[0]!.keys);
      }
    }),
  );
});

describe('lists after a string of requests', () => {
  // each list by hand, from the paper's words
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
    // K = F + L: after B and C (K 1) the age is 1, after D and E (K 2) it is 2
    ['lfu-da', 3, 'AAABCDE', 'A3 E2 D2', 'newcomers begin at the age of the cache'],
    ['lfu-da', 3, 'AAABCDEFGH', 'H4 G3 F3', 'an old favourite that is not asked for again is overtaken'],
    ['lfu-da', 3, 'AAABCDA', 'A5 D2 C1', 'a use reckons with the age of now'],
    ['slru', 5, 'ABABCDEF', 'protected: B A | probation: F E D', 'what was asked for once goes first'],
    [
      'slru',
      2,
      'ABAB',
      'protected: B | probation: A',
      'the protected part gives back what it has no room for',
    ],
    ['2q', 4, 'ABCDE', 'am:  | a1in: E D C B | a1out: (A)', 'A1in is over its share; its tail is remembered'],
    ['2q', 4, 'ABCDEA', 'am: A | a1in: E D C | a1out: (B)', 'a remembered key comes into Am'],
    ['arc', 2, 'AABC', 't2: A | t1: C | b1: (B) | b2: ()', 'T1 is over its target of 0'],
    [
      'arc',
      2,
      'AABCB',
      't2: B | t1: C | b1: () | b2: (A)',
      'a hit in B1 raises the target to 1: now T2 gives',
    ],
    [
      's3-fifo',
      4,
      'ABCDE',
      'main:  | small: E0 D0 C0 B0 | ghosts: (A)',
      'asked for once: out of the small queue',
    ],
    ['s3-fifo', 4, 'ABCDEA', 'main: A0 | small: E0 D0 C0 | ghosts: (B)', 'a ghost comes into the main queue'],
    [
      's3-fifo',
      4,
      'AAABCDE',
      'main: A0 | small: E0 D0 C0 | ghosts: (B)',
      'asked for more than once: it moves to the main queue',
    ],
    ['lirs', 3, 'ABC', 'lir: B A | hir: C* | ghosts: ()', 'two LIR keys, then the first HIR key'],
    ['lirs', 3, 'ABCD', 'lir: B A | hir: D* | ghosts: (C)', 'HIR goes, and stays on the stack'],
    [
      'lirs',
      3,
      'ABCDC',
      'lir: C B | hir: A | ghosts: (D)',
      'a ghost becomes LIR, and the bottom LIR key HIR',
    ],
    [
      'w-tinylfu',
      4,
      'ABCDE',
      'window: E1 | protected:  | probation: C1 B1 A1',
      'D, seen once, does not beat A, seen once',
    ],
    ['w-tinylfu', 4, 'ABCDDE', 'window: E1 | protected:  | probation: D2 C1 B1', 'D, seen twice, does'],
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
