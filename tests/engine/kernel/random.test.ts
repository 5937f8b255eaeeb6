import fc from 'fast-check';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { expect, test, vi } from 'vitest';
import { stream } from '#engine/kernel/random.ts';

/** With which a generator was made. */
const seeds: number[] = [];
vi.mock('#engine/kernel/xoroshiro.ts', async (original) => {
  const real = await original<typeof import('#engine/kernel/xoroshiro.ts')>();
  return { xoroshiro128plus: (seed: number) => (seeds.push(seed), real.xoroshiro128plus(seed)) };
});

test('draws what pure-rand would draw: the same generator, the same way to stay below a bound', () => {
  const most = fc.oneof(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 2 ** 32 }));
  fc.assert(
    fc.property(fc.integer(), fc.array(most, { minLength: 1, maxLength: 40 }), (seed, sizes) => {
      const { below } = stream(seed, 'somebody');
      const generator = xoroshiro128plus(seeds.at(-1)!);
      expect(sizes.map(below)).toEqual(sizes.map((n) => uniformInt(generator, 0, n - 1)));
    }),
  );
});

test('a draw of more than one word stays below its bound, and reaches every eighth of it', () => {
  for (const most of [2 ** 32 + 1, 5_000_000_000, 3 * 2 ** 51, 2 ** 53]) {
    const { below } = stream(1, 'a link that is late by seconds');
    const eighths = new Set<number>();
    for (let draw = 0; draw < 400; draw += 1) {
      const drawn = below(most);
      expect(Number.isSafeInteger(drawn)).toBe(true);
      expect(drawn).toBeGreaterThanOrEqual(0);
      expect(drawn).toBeLessThan(most);
      eighths.add(Math.floor(drawn / (most / 8)));
    }
    expect([...eighths].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  }
});

test('a draw below more than a number can hold is a mistake of who asks', () => {
  expect(() => stream(1, 'somebody').below(2 ** 53 + 2)).toThrow(RangeError);
});
