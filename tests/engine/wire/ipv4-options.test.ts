import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeIpv4, type Ipv4Header } from '#engine/wire/ipv4.ts';
import { readIpv4 } from '#engine/wire/ipv4-read.ts';
import { decodeIpv4 } from '#engine/wire/ipv4-fields.ts';
import {
  copiedOptions,
  encodeIpv4Options,
  ipv4OptionSpans,
  readIpv4Options,
  type Ipv4Option,
} from '#engine/wire/ipv4-options.ts';
import { hex } from '#engine/wire/octets.ts';
import { damaged, expectLawful, fromHex } from './by-hand.ts';

const u32 = fc.nat(0xffffffff);
const route = fc.record({
  kind: fc.constantFrom('record-route', 'loose-route', 'strict-route'),
  pointer: fc.nat(255),
  route: fc.array(u32, { maxLength: 9 }),
});
const option: fc.Arbitrary<Ipv4Option> = fc.oneof(
  fc.constant<Ipv4Option>({ kind: 'nop' }),
  route,
  fc.record({
    kind: fc.constant('timestamp' as const),
    pointer: fc.nat(255),
    overflow: fc.nat(15),
    flag: fc.nat(15),
    slots: fc.array(u32, { maxLength: 9 }),
  }),
  fc.record({ kind: fc.constant('router-alert' as const), value: fc.nat(0xffff) }),
  fc.record({
    kind: fc.constant('unknown' as const),
    code: fc.constantFrom(2, 77, 130, 136, 255),
    data: fc.uint8Array({ maxLength: 12 }),
  }),
);

describe('written by hand', () => {
  test.each<[string, Ipv4Option[], string]>([
    // RFC 791 §3.1: type 7, length 11, pointer 4, room for two addresses; one zero fills the word
    ['record route', [{ kind: 'record-route', pointer: 4, route: [0, 0] }], '070b04 00000000 00000000 00'],
    ['loose source route', [{ kind: 'loose-route', pointer: 4, route: [0xc00002fe] }], '830704 c00002fe 00'],
    [
      'strict source route',
      [{ kind: 'strict-route', pointer: 8, route: [0xc00002fe] }],
      '890708 c00002fe 00',
    ],
    // type 68, length 12, pointer 5, overflow 1, flag 1: an address and its timestamp
    [
      'timestamps with addresses',
      [{ kind: 'timestamp', pointer: 5, overflow: 1, flag: 1, slots: [0x0a000001, 0x1234] }],
      '440c0511 0a000001 00001234',
    ],
    // RFC 2113 §2.1: 10010100 00000100 and two bytes of value
    ['router alert', [{ kind: 'router-alert', value: 0 }], '94040000'],
    ['no operation, twice, and the zeros that fill up', [{ kind: 'nop' }, { kind: 'nop' }], '01010000'],
    ['of an unknown kind', [{ kind: 'unknown', code: 77, data: fromHex('cafe') }], '4d04cafe'],
  ])('%s', (_, options, bytes) => {
    expect(hex(encodeIpv4Options(options))).toBe(bytes.replace(/\s/g, ''));
    expect(readIpv4Options(fromHex(bytes))).toEqual(options);
  });

  test.each([
    ['a length of 0', '07000400', ['ipv4.bad-option-length']],
    ['a length beyond the field', '070b0400', ['ipv4.bad-option-length']],
    ['a type and no length', '01010107', ['ipv4.bad-option-length']],
    ['a router alert of 3 bytes', '94030000', ['ipv4.odd-option-length']],
    ['a route of five and a half addresses', '07050400 0000 0000', ['ipv4.odd-option-length']],
    ['something after the end of the list', '00000001', ['ipv4.nonzero-padding']],
  ])('%s', (_, bytes, codes) => {
    const problems = ipv4OptionSpans(fromHex(bytes)).flatMap(({ problem }) => problem ?? []);
    expect(problems).toEqual(codes);
  });
});

test('read(encode(x)) = x', () => {
  fc.assert(
    fc.property(fc.array(option, { maxLength: 5 }), (options) => {
      expect(readIpv4Options(encodeIpv4Options(options))).toEqual(options);
    }),
  );
});

test('encode(read(b)) = b where nothing is wrong, for any bytes of whole words', () => {
  fc.assert(
    fc.property(
      damaged(fromHex('070b0400000000000000000094040000440c05110a00000100001234010100')),
      (bytes) => {
        const field = bytes.subarray(0, bytes.length & ~3);
        if (ipv4OptionSpans(field).some(({ problem }) => problem)) return;
        expect(hex(encodeIpv4Options(readIpv4Options(field)))).toBe(hex(field));
      },
    ),
    { numRuns: 3000 },
  );
});

test('only what has the copied flag goes into every fragment: source routes and router alert, not RR and timestamps', () => {
  const all = encodeIpv4Options([
    { kind: 'nop' },
    { kind: 'record-route', pointer: 4, route: [0] },
    { kind: 'loose-route', pointer: 4, route: [1] },
    { kind: 'timestamp', pointer: 5, overflow: 0, flag: 0, slots: [0] },
    { kind: 'router-alert', value: 0 },
  ]);
  expect(readIpv4Options(copiedOptions(all))).toEqual([
    { kind: 'loose-route', pointer: 4, route: [1] },
    { kind: 'router-alert', value: 0 },
  ]);
});

describe('in a header', () => {
  const header: Ipv4Header = {
    ...{ dscp: 0, ecn: 0, identification: 0, dontFragment: true, moreFragments: false, fragmentOffset: 0 },
    ...{ ttl: 64, protocol: 6, source: 1, destination: 2 },
    options: encodeIpv4Options([
      { kind: 'loose-route', pointer: 4, route: [0xc00002fe] },
      { kind: 'nop' },
      { kind: 'timestamp', pointer: 5, overflow: 0, flag: 0, slots: [9] },
      { kind: 'router-alert', value: 0 },
    ]),
  };
  const packet = encodeIpv4(header, fromHex('cafe'));

  test('each option is a field with its parts inside it', () => {
    const fields = decodeIpv4(packet).fields.filter(({ name }) => name.startsWith('ipv4.option'));
    expect(fields.map(({ name, offset, length, value }) => [name, offset, length, value])).toEqual([
      ['ipv4.option.loose-route', 20, 7, '830704c00002fe'],
      ['ipv4.option.loose-route.pointer', 22, 1, 4],
      ['ipv4.option.loose-route.address', 23, 4, '192.0.2.254'],
      ['ipv4.option.nop', 27, 1, true],
      ['ipv4.option.timestamp', 28, 8, '4408050000000009'],
      ['ipv4.option.timestamp.pointer', 30, 1, 5],
      ['ipv4.option.router-alert', 36, 4, 0],
    ]);
  });

  test('the laws of codecs', () => {
    fc.assert(
      fc.property(damaged(packet), (bytes) => expectLawful(bytes, readIpv4, decodeIpv4, encodeIpv4)),
      { numRuns: 3000 },
    );
  });
});
