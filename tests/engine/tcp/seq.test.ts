import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, after, before, distance, upTo, within } from '#engine/tcp/seq.ts';

const seqs = fc.integer({ min: 0, max: 0xffff_ffff });
const near = fc.integer({ min: -(2 ** 31) + 1, max: 2 ** 31 - 1 });

describe('sequence arithmetic (RFC 9293 §3.4)', () => {
  it.each([
    [0xffff_ffff, 1, 0],
    [0xffff_ff00, 0x200, 0x100],
    [0, -1, 0xffff_ffff],
  ])('%i + %i = %i modulo 2^32', (seq, count, sum) => {
    expect(add(seq, count)).toBe(sum);
  });
  it('finds how far one is ahead of another, over the wrap too', () => {
    fc.assert(fc.property(seqs, near, (seq, by) => distance(add(seq, by), seq) === by));
  });
  it('orders numbers that lie near each other', () => {
    fc.assert(
      fc.property(seqs, near, (seq, by) => {
        const other = add(seq, by);
        expect([before(seq, other), upTo(seq, other), after(seq, other)]).toEqual([by > 0, by >= 0, by < 0]);
      }),
    );
  });
  it.each([
    [5, 5, 1, true],
    [6, 5, 1, false],
    [4, 5, 10, false],
    [0, 0xffff_fff0, 0x20, true],
    [0x10, 0xffff_fff0, 0x20, false],
    [0xffff_ffef, 0xffff_fff0, 0x20, false],
    [5, 5, 0, false],
  ])('%i in [%i, +%i): %s', (seq, start, length, inside) => {
    expect(within(seq, start, length)).toBe(inside);
  });
});
