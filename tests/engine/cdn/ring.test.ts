import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byRemainder, Ring } from '#engine/cdn/ring.ts';

const KEYS = 10_000;
const POINTS = 200;
const owners = (servers: readonly number[]) => {
  const ring = new Ring(servers, POINTS);
  return Array.from({ length: KEYS }, (_, key) => ring.ownerOf(key));
};
const upTo = (count: number) => Array.from({ length: count }, (_, server) => server);
const countOf = fc.integer({ min: 2, max: 12 });

describe('consistent hashing (Karger et al. 1997)', () => {
  it('a server that comes takes keys, and no key moves between the others', () => {
    fc.assert(
      fc.property(countOf, (count) => {
        const [before, after] = [owners(upTo(count)), owners(upTo(count + 1))];
        const moved = before.flatMap((owner, key) => (owner === after[key] ? [] : [after[key]!]));
        expect(new Set(moved)).toEqual(new Set([count]));
        // its share, 1 / (n + 1), give or take a third
        expect(moved.length).toBeGreaterThan((KEYS / (count + 1)) * 0.67);
        expect(moved.length).toBeLessThan((KEYS / (count + 1)) * 1.33);
      }),
    );
  });

  it('a server that goes gives its keys to the others, and no other key moves', () => {
    fc.assert(
      fc.property(countOf, fc.nat(), (count, nth) => {
        const gone = nth % count;
        const [before, after] = [owners(upTo(count)), owners(upTo(count).filter((one) => one !== gone))];
        before.forEach((owner, key) => {
          if (owner !== gone) expect(after[key]).toBe(owner);
          else expect(after[key]).not.toBe(gone);
        });
      }),
      { numRuns: 20 },
    );
  });

  it('shares are even by many points: no server has more than 1.4 times the mean', () => {
    for (const count of [2, 4, 8]) {
      const shares = new Map<number, number>();
      for (const owner of owners(upTo(count))) shares.set(owner, (shares.get(owner) ?? 0) + 1);
      expect(Math.max(...shares.values())).toBeLessThan((KEYS / count) * 1.4);
    }
  });

  it('by the remainder, one server more moves nearly everything: n / (n + 1) of the keys', () => {
    for (const count of [3, 4, 8]) {
      const moved = upTo(KEYS).filter((key) => byRemainder(key, count) !== byRemainder(key, count + 1));
      expect(Math.abs(moved.length / KEYS - count / (count + 1))).toBeLessThan(0.03);
    }
  });

  it('the order in which servers are named says nothing, and a ring needs one', () => {
    expect(owners([2, 0, 1])).toEqual(owners([0, 1, 2]));
    expect(() => new Ring([], POINTS)).toThrow(RangeError);
  });
});
