import { expect, test } from 'vitest';
import fc from 'fast-check';
import { parseIpv4, formatIpv4, parseMac, formatMac } from '#engine/wire/address.ts';
import { sum16 } from '#engine/wire/checksum.ts';
import { encodeEthernet, ETHER_TYPE, readEthernet } from '#engine/wire/ethernet.ts';
import { encodeIpv4, type Ipv4Header } from '#engine/wire/ipv4.ts';
import { readIpv4 } from '#engine/wire/ipv4-read.ts';
import { encodeSegment, encodeTcp, formatFlags, type TcpHeader } from '#engine/wire/tcp.ts';
import { readTcp } from '#engine/wire/tcp-read.ts';
import { paddedLength, type TcpOption } from '#engine/wire/tcp-options.ts';

const u16 = fc.nat(0xffff);
const u32 = fc.nat(0xffffffff);
const payload = fc.uint8Array({ maxLength: 1480 });
const addresses = fc.record({ source: u32, destination: u32 });

const vlan = fc.record({ priority: fc.nat(7), dropEligible: fc.boolean(), id: fc.nat(0xfff) });
const ethernetHeader = fc
  .record(
    { destination: fc.nat(0xffffffffffff), source: fc.nat(0xffffffffffff), etherType: u16, vlan },
    { requiredKeys: ['destination', 'source', 'etherType'] },
  )
  // what says 8100 without being tagged would be read as a tag
  .filter((header) => header.vlan !== undefined || header.etherType !== ETHER_TYPE.vlan);
const ipv4Header: fc.Arbitrary<Ipv4Header> = fc.record({
  dscp: fc.nat(63),
  ecn: fc.nat(3),
  identification: u16,
  dontFragment: fc.boolean(),
  moreFragments: fc.boolean(),
  fragmentOffset: fc.nat(0x1fff),
  ttl: fc.nat(255),
  protocol: fc.nat(255),
  source: u32,
  destination: u32,
  options: fc.nat(10).chain((words) => fc.uint8Array({ minLength: words * 4, maxLength: words * 4 })),
});
const block = fc.record({ left: u32, right: u32 });
const option: fc.Arbitrary<TcpOption> = fc.oneof(
  fc.constant<TcpOption>({ kind: 'nop' }),
  fc.record({ kind: fc.constant('mss' as const), mss: u16 }),
  fc.record({ kind: fc.constant('window-scale' as const), shift: fc.nat(255) }),
  fc.constant<TcpOption>({ kind: 'sack-permitted' }),
  fc.record({ kind: fc.constant('sack' as const), blocks: fc.array(block, { minLength: 1, maxLength: 4 }) }),
  fc.record({ kind: fc.constant('timestamps' as const), value: u32, echo: u32 }),
  fc.record({
    kind: fc.constant('unknown' as const),
    code: fc.integer({ min: 9, max: 255 }),
    data: fc.uint8Array({ maxLength: 12 }),
  }),
);
const options = fc.array(option, { maxLength: 6 }).filter((list) => paddedLength(list) <= 40);
const tcpHeader: fc.Arbitrary<TcpHeader> = fc.record({
  sourcePort: u16,
  destinationPort: u16,
  seq: u32,
  ack: u32,
  flags: fc.nat(255),
  window: u16,
  urgent: u16,
  options,
});

const plain: Ipv4Header = {
  ...{ dscp: 0, ecn: 0, identification: 0, dontFragment: true, moreFragments: false, fragmentOffset: 0 },
  ...{ ttl: 64, protocol: 6, source: 1, destination: 2, options: new Uint8Array(0) },
};
const bare: TcpHeader = {
  ...{ sourcePort: 1, destinationPort: 2, seq: 0, ack: 0, flags: 0, window: 0, urgent: 0, options: [] },
};

test('read(encode(x)) = x: ethernet', () => {
  fc.assert(
    fc.property(ethernetHeader, payload, (header, data) => {
      expect(readEthernet(encodeEthernet(header, data))).toEqual({
        value: header,
        payload: data,
        fault: undefined,
      });
    }),
  );
});

test('read(encode(x)) = x: ipv4', () => {
  fc.assert(
    fc.property(ipv4Header, payload, (header, data) => {
      expect(readIpv4(encodeIpv4(header, data))).toEqual({ value: header, payload: data, fault: undefined });
    }),
  );
});

test('read(encode(x)) = x: tcp', () => {
  fc.assert(
    fc.property(tcpHeader, payload, addresses, (header, data, where) => {
      expect(readTcp(encodeTcp(header, data, where), where)).toEqual({
        value: header,
        payload: data,
        fault: undefined,
      });
    }),
  );
});

test('a segment written into its packet is the packet around the segment', () => {
  fc.assert(
    fc.property(ipv4Header, tcpHeader, payload, (ip, header, data) => {
      expect(encodeSegment(ip, header, data)).toEqual(encodeIpv4(ip, encodeTcp(header, data, ip)));
    }),
  );
});

test('a payload whose sum is known gives the same segment', () => {
  fc.assert(
    fc.property(tcpHeader, payload, addresses, (header, data, where) => {
      const sum = sum16(data, 0, data.length);
      expect(encodeTcp(header, data, where, sum)).toEqual(encodeTcp(header, data, where));
    }),
  );
});

test.each([
  [
    'IPv4 options that do not fill their words',
    () => encodeIpv4({ ...plain, options: new Uint8Array(3) }, new Uint8Array(0)),
  ],
  [
    'IPv4 options beyond 40 bytes',
    () => encodeIpv4({ ...plain, options: new Uint8Array(44) }, new Uint8Array(0)),
  ],
  ['an IPv4 packet beyond 65,535 bytes', () => encodeIpv4(plain, new Uint8Array(65_516))],
  [
    'TCP options beyond 40 bytes',
    () =>
      encodeTcp(
        { ...bare, options: [{ kind: 'unknown', code: 99, data: new Uint8Array(39) }] },
        new Uint8Array(0),
        plain,
      ),
  ],
])('%s cannot be meant', (_, encode) => {
  expect(encode).toThrow(RangeError);
});

test('addresses: written and read back', () => {
  fc.assert(fc.property(u32, (address) => parseIpv4(formatIpv4(address)) === address));
  fc.assert(fc.property(fc.nat(0xffffffffffff), (address) => parseMac(formatMac(address)) === address));
});

test.each(['1.2.3', '1.2.3.256', '01.2.3.4', '1.2.3.4 ', '1.2.3.-4', '0x1.2.3.4', ''])(
  '%j is no IPv4 address',
  (text) => {
    expect(parseIpv4(text)).toBeUndefined();
  },
);

test.each([
  [0x02, 'SYN'],
  [0x12, 'SYN,ACK'],
  [0x10, 'ACK'],
  [0x18, 'PSH,ACK'],
  [0x11, 'FIN,ACK'],
  [0x19, 'FIN,PSH,ACK'],
  [0x04, 'RST'],
  [0x14, 'RST,ACK'],
  [0xc2, 'SYN,ECE,CWR'],
  [0x00, ''],
])('flags %i are called %s', (flags, name) => {
  expect(formatFlags(flags)).toBe(name);
});
