import { expect, test } from 'vitest';
import fc from 'fast-check';
import { checksum, finish, pseudoHeaderSum, sum16, updated } from '#engine/wire/checksum.ts';

const bytes = (hex: string) => Uint8Array.from(hex.trim().split(/\s+/), (pair) => Number.parseInt(pair, 16));

test('the example of RFC 1071 §3: 00 01 f2 03 f4 f5 f6 f7 sums to ddf2', () => {
  const data = bytes('00 01 f2 03 f4 f5 f6 f7');
  expect(checksum(data)).toBe(~0xddf2 & 0xffff);
});

test('the examples of RFC 1624 §4: a field of 5555 becomes 3285 and the checksum dd2f becomes 0000, not ffff', () => {
  expect(updated(0xdd2f, 0x5555, 0x3285)).toBe(0x0000);
});

test('an odd last byte is the high half of a word', () => {
  expect(checksum(bytes('12 34 56'))).toBe(checksum(bytes('12 34 56 00')));
});

test('data with its own checksum in it checks to 0', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 4, maxLength: 3000 }), (data) => {
      data.set([0, 0]);
      const sum = checksum(data);
      data.set([sum >>> 8, sum & 255]);
      expect(checksum(data)).toBe(0);
    }),
  );
});

test('the order of words does not matter (RFC 1071 §2 A), and sums of parts add up', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(100), (data, cut) => {
      const middle = Math.min(data.length, cut * 2);
      const parts = sum16(data, 0, middle) + sum16(data, middle, data.length);
      expect(finish(parts)).toBe(checksum(data));
    }),
  );
});

test('updating after one word changed gives what summing anew gives (RFC 1624)', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 20, maxLength: 60 }),
      fc.nat(9),
      fc.nat(0xffff),
      (data, word, next) => {
        data[0] = 0x45;
        const at = 2 * Math.max(word, 1);
        const before = checksum(data);
        const old = (data[at]! << 8) | data[at + 1]!;
        data.set([next >>> 8, next & 255], at);
        expect(updated(before, old, next)).toBe(checksum(data));
      },
    ),
  );
});

test('the largest packet does not overflow', () => {
  const full = new Uint8Array(65535).fill(0xff);
  expect(sum16(full, 0, full.length) + pseudoHeaderSum(0xffffffff, 0xffffffff, 255, 65535)).toBeLessThan(
    2 ** 32,
  );
  expect(checksum(new Uint8Array(65534).fill(0xff))).toBe(0);
});

test('long data, wherever it starts and ends, sums as word by word (RFC 1071 §2 C: parallel summation)', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 600, maxLength: 1600 }),
      fc.nat(99),
      fc.nat(99),
      fc.nat(7),
      (data, from, cut, place) => {
        const whole = data.subarray(place); // odd places in its buffer, too
        const end = whole.length - cut;
        let words = 0;
        for (let at = from; at < end; at += 2)
          words += (whole[at]! << 8) | (at + 1 < end ? whole[at + 1]! : 0);
        expect(finish(sum16(whole, from, end))).toBe(finish(words));
      },
    ),
  );
});
