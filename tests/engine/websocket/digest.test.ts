/** SHA-1 and base64 of our own, against published vectors and Node's. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeBase64 } from '#engine/websocket/base64.ts';
import { isKey } from '#engine/websocket/handshake.ts';
import { sha1 } from '#engine/websocket/sha1.ts';
import { hex } from '#engine/wire/octets.ts';
import { encodeUtf8 } from '#engine/wire/utf8.ts';

// FIPS 180 examples, and RFC 3174 §7.3 TEST1 to TEST4
test.each([
  ['', 'da39a3ee5e6b4b0d3255bfef95601890afd80709'],
  ['abc', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
  ['abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq', '84983e441c3bd26ebaae4aa1f95129e5e54670f1'],
  ['a'.repeat(1_000_000), '34aa973cd4c4daa4f61eeb2bdbad27316534016f'],
  ['01234567'.repeat(80), 'dea356a2cddd90c7a7ecedc5ebb563934f460452'],
])('SHA-1 of %.20s', (text, digest) => expect(hex(sha1(encodeUtf8(text)))).toBe(digest));

test('SHA-1 of anything is what Node makes of it', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(hex(sha1(bytes))).toBe(createHash('sha1').update(bytes).digest('hex'));
    }),
  );
});

// RFC 4648 §10
test.each([
  ['', ''],
  ['f', 'Zg=='],
  ['fo', 'Zm8='],
  ['foo', 'Zm9v'],
  ['foob', 'Zm9vYg=='],
  ['fooba', 'Zm9vYmE='],
  ['foobar', 'Zm9vYmFy'],
])('base64 of "%s" is "%s"', (text, base64) => {
  expect(encodeBase64(encodeUtf8(text))).toBe(base64);
});

test('base64 is what Node writes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      const text = encodeBase64(bytes);
      expect(text).toBe(Buffer.from(bytes).toString('base64'));
    }),
  );
});

test('a key is 16 bytes in base64, written in the one way that is right', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 20 }),
      fc.nat(23),
      fc.constantFrom('A', 'B', '=', '-', ' '),
      (bytes, at, other) => {
        const text = encodeBase64(bytes);
        expect(isKey(text)).toBe(bytes.length === 16);
        const changed = text.slice(0, at) + other + text.slice(at + 1);
        const again = Buffer.from(changed, 'base64');
        expect(isKey(changed)).toBe(again.length === 16 && again.toString('base64') === changed);
      },
    ),
  );
});
