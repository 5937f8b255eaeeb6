import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import type { Capture } from '#engine/wire/capture.ts';
import { encodePcapng } from '#engine/wire/pcapng.ts';
import { decodePcapng } from '#engine/wire/pcapng-reader.ts';
import { decodeUtf8, encodeUtf8 } from '#engine/wire/utf8.ts';
import { damaged, fromHex } from './by-hand.ts';

const byteOrder = fc.constantFrom('little', 'big');
const packet = (interfaces: number) =>
  fc
    .record(
      {
        interface: fc.nat(interfaces - 1),
        atNs: fc.nat(2 ** 52),
        bytes: fc.uint8Array({ maxLength: 80 }),
        comment: fc.string({ unit: 'binary' }),
        cut: fc.nat(1500),
      },
      { requiredKeys: ['interface', 'atNs', 'bytes'] },
    )
    .map(({ cut, ...rest }) => (cut ? { ...rest, originalLength: rest.bytes.length + cut } : rest));
const capture: fc.Arbitrary<Capture> = fc.integer({ min: 1, max: 3 }).chain((count) =>
  fc.record({
    epochSeconds: fc.constant(0),
    interfaces: fc.array(fc.record({ name: fc.string(), linkType: fc.nat(0xffff) }), {
      minLength: count,
      maxLength: count,
    }),
    packets: fc.array(packet(count), { maxLength: 8 }),
  }),
);

test('decode(encode(x)) = x in both byte orders', () => {
  fc.assert(
    fc.property(capture, byteOrder, (value, order) => {
      expect(decodePcapng(encodePcapng(value, order))).toEqual({ value, problems: [] });
    }),
  );
});

test('encode(decode(b)) = b for what encode wrote', () => {
  fc.assert(
    fc.property(capture, (value) => {
      const bytes = encodePcapng(value);
      expect(encodePcapng(decodePcapng(bytes).value!)).toEqual(bytes);
    }),
  );
});

test('a real clock keeps its nanoseconds: seconds since 1970 beside the rest', () => {
  const value: Capture = {
    epochSeconds: 1_795_000_000,
    interfaces: [{ name: 'wire', linkType: 1 }],
    packets: [
      { interface: 0, atNs: 999_999_999, bytes: Uint8Array.of(1) },
      { interface: 0, atNs: 1_000_000_001, bytes: Uint8Array.of(2) },
      { interface: 0, atNs: 4_294_967_297, bytes: Uint8Array.of(3) },
    ],
  };
  expect(decodePcapng(encodePcapng(value))).toEqual({ value, problems: [] });
});

/** Two blocks by hand from draft-ietf-opsawg-pcapng §4: a section, an interface with 2^-10 s ticks from 100 s on, a packet, big-endian. */
const BY_HAND = [
  '0a0d0d0a 0000001c 1a2b3c4d 0001 0000 ffffffffffffffff 0000001c',
  '00000001 00000028 0001 0000 00000000 0009 0001 8a000000 000e 0008 0000000000000064 00000028',
  '00000006 00000024 00000000 00000000 00000400 00000003 0000002a c0ffee00 00000024',
  '00000003 00000014 00000003 beef0100 00000014',
  '00000bad 00000010 12345678 00000010',
].join(' ');
test('a file written by hand: big-endian, ticks of 2^-10 s, a time offset, a cut packet, a simple packet, an unknown block', () => {
  expect(decodePcapng(fromHex(BY_HAND))).toEqual({
    value: {
      epochSeconds: 0,
      interfaces: [{ name: '', linkType: 1 }],
      packets: [
        { interface: 0, atNs: 101_000_000_000, bytes: Uint8Array.of(0xc0, 0xff, 0xee), originalLength: 42 },
        { interface: 0, atNs: 100_000_000_000, bytes: Uint8Array.of(0xbe, 0xef, 1) },
      ],
    },
    problems: [],
  });
});

test('a simple packet is cut where its interface cuts: at 5 bytes, the rest of the word is padding', () => {
  const file = [
    '0a0d0d0a 0000001c 1a2b3c4d 0001 0000 ffffffffffffffff 0000001c',
    '00000001 00000014 0001 0000 00000005 00000014',
    '00000003 00000018 0000002a 0102030405 000000 00000018',
  ].join(' ');
  expect(decodePcapng(fromHex(file)).value?.packets).toEqual([
    { interface: 0, atNs: 0, bytes: fromHex('0102030405'), originalLength: 42 },
  ]);
});

test('sections number their interfaces anew', () => {
  const one = encodePcapng({
    interfaces: [{ name: 'a' }],
    packets: [{ interface: 0, atNs: 1, bytes: Uint8Array.of(1) }],
  });
  const two = encodePcapng(
    { interfaces: [{ name: 'b' }], packets: [{ interface: 0, atNs: 2, bytes: Uint8Array.of(2) }] },
    'big',
  );
  const { value, problems } = decodePcapng(Uint8Array.of(...one, ...two));
  expect(problems).toEqual([]);
  expect(value?.packets.map((each) => value.interfaces[each.interface]?.name)).toEqual(['a', 'b']);
});

describe('damage', () => {
  const good = encodePcapng({
    interfaces: [{ name: 'wire' }],
    packets: [0, 1, 2].map((n) => ({ interface: 0, atNs: n, bytes: new Uint8Array(10).fill(n) })),
  });
  const withWord = (at: number, word: number) => {
    const bytes = good.slice();
    new DataView(bytes.buffer).setUint32(at, word, true);
    return bytes;
  };
  const firstPacket = good.length - 3 * 44;

  test.each([
    ['nothing at all', new Uint8Array(0), 'pcapng.not-a-capture', undefined],
    ['a text file', encodeUtf8('GET / HTTP/1.1\r\n\r\n'), 'pcapng.not-a-capture', undefined],
    [
      'a classic pcap file',
      fromHex('d4c3b2a1 0200 0400 00000000 00000000 00000400 01000000'),
      'pcapng.not-a-capture',
      undefined,
    ],
    ['a byte-order magic that is none', withWord(8, 0x12345678), 'pcapng.bad-byte-order', undefined],
    ['another version', withWord(12, 2), 'pcapng.other-version', 3],
    ['cut in the third packet', good.subarray(0, good.length - 5), 'pcapng.truncated', 2],
    ['cut in a block head', good.subarray(0, firstPacket + 6), 'pcapng.truncated', 0],
    ['a block length of 0', withWord(firstPacket + 44 + 4, 0), 'pcapng.bad-block-length', 1],
    ['a block length not a multiple of 4', withWord(firstPacket + 4, 43), 'pcapng.bad-block-length', 0],
    ['a second length unlike the first', withWord(firstPacket + 40, 48), 'pcapng.bad-block-length', 0],
    ['a packet longer than its block', withWord(firstPacket + 20, 0xffffffff), 'pcapng.bad-packet-length', 2],
    ['a packet of no interface', withWord(firstPacket + 8, 7), 'pcapng.unknown-interface', 2],
  ])('%s', (_, bytes, code, packets) => {
    const { value, problems } = decodePcapng(bytes);
    expect(problems.map((problem) => problem.code)).toEqual([code]);
    expect(value?.packets.length).toBe(packets);
  });

  test('random and mutated files of any length never throw, and each problem lies inside the file', () => {
    fc.assert(
      fc.property(damaged(good), (bytes) => {
        const { value, problems } = decodePcapng(bytes);
        for (const { offset, length } of problems) expect(offset + length).toBeLessThanOrEqual(bytes.length);
        if (value === undefined) expect(problems.length).toBeGreaterThan(0);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('UTF-8 as the platform has it', () => {
  test('writing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect([...encodeUtf8(text)]).toEqual([...new TextEncoder().encode(text)]);
      }),
    );
  });
  test('reading what is well-formed', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => decodeUtf8(encodeUtf8(text)) === text));
  });
  test.each(['ff', 'c0 80', 'ed a0 80', 'f4 90 80 80', 'e2 82', '80', 'f8 88 80 80 80'])(
    '%s is not well-formed',
    (hex) => {
      expect(() => new TextDecoder('utf-8', { fatal: true }).decode(fromHex(hex))).toThrow();
      expect(decodeUtf8(fromHex(hex))).toMatch(/^\ufffd+$/);
    },
  );
});
