import fc from 'fast-check';
import { expect } from 'vitest';
import type { Decoded, Field, Problem, Read } from '#engine/wire/layer.ts';
import { hex } from '#engine/wire/octets.ts';

/** Bytes from hexadecimal digits; white space is for the reader. */
export const fromHex = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(text.replace(/\s/g, '').match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** The sum of RFC 1071 in another manner than the code's: modulo 65535, which one's complement addition is. */
export function sumModulo(...parts: string[]): string {
  const words =
    parts
      .join('')
      .replace(/\s/g, '')
      .match(/.{1,4}/g) ?? [];
  const sum = words.reduce((total, word) => total + Number.parseInt(word.padEnd(4, '0'), 16), 0) % 0xffff;
  return (0xffff - sum).toString(16).padStart(4, '0');
}

/** The good bytes with up to 8 bytes changed, cut anywhere; and random bytes of no relation to them. */
export const damaged = (good: Uint8Array): fc.Arbitrary<Uint8Array> =>
  fc.oneof(
    fc.uint8Array({ maxLength: 120 }),
    fc
      .tuple(fc.nat(good.length), fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 8 }))
      .map(([length, changes]) => {
        const bytes = good.slice(0, length);
        for (const [at, byte] of changes) if (at < length) bytes[at] = byte;
        return bytes;
      }),
  );

export const inside = (bytes: Uint8Array, places: readonly (Field | Problem)[]): boolean =>
  places.every(({ offset, length }) => offset >= 0 && offset + length <= bytes.length);

/**
 * What README.md promises of a codec, for one input: neither throws; the two agree; a fault is among the problems;
 * every place lies inside; no problem means that encoding gives the same bytes again.
 */
export function expectLawful<T>(
  bytes: Uint8Array,
  read: (bytes: Uint8Array) => Read<T>,
  decode: (bytes: Uint8Array) => Decoded<T>,
  encode: (value: T, payload: Uint8Array) => Uint8Array,
): void {
  const cheap = read(bytes);
  const full = decode(bytes);
  expect(full.value).toEqual(cheap.value);
  expect(full.payload).toEqual(cheap.payload);
  expect(inside(bytes, full.fields) && inside(bytes, full.problems)).toBe(true);
  if (cheap.fault) expect(full.problems.map(({ code }) => code)).toContain(cheap.fault);
  if (full.value === undefined || full.problems.length > 0) return;
  const again = encode(full.value, full.payload);
  expect(hex(again)).toBe(hex(bytes.subarray(0, again.length)));
}
