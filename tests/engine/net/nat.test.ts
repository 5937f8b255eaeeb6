import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SECOND } from '#engine/kernel/time.ts';
import { Nat, type NatSetup } from '#engine/net/nat.ts';
import { formatIpv4 } from '#engine/wire/address.ts';
import { echo, echoReply, encodeIcmp, quoteOf, readIcmp, unreachable } from '#engine/wire/icmp.ts';
import { encodeIpv4, PROTOCOL } from '#engine/wire/ipv4.ts';
import { readIpv4 } from '#engine/wire/ipv4-read.ts';
import { encodeTcp, FLAG } from '#engine/wire/tcp.ts';
import { readTcp } from '#engine/wire/tcp-read.ts';
import { encodeUdp, readUdp } from '#engine/wire/udp.ts';
import { ip } from './scripted.ts';

const OUTSIDE = '203.0.113.1';
const [A, B] = ['10.0.0.2', '10.0.0.3'];
const [SERVER, OTHER] = ['198.51.100.7', '198.51.100.8'];
const nat = (filtering: NatSetup['filtering'] = 'endpoint-independent') =>
  new Nat({ outside: 1, filtering }, ip(OUTSIDE));

const REST = {
  dscp: 0,
  ecn: 0,
  identification: 9,
  dontFragment: false,
  moreFragments: false,
  fragmentOffset: 0,
  ttl: 64,
  options: new Uint8Array(0),
};
const packet = (
  protocol: number,
  from: string,
  to: string,
  payload: (addresses: { source: number; destination: number }) => Uint8Array,
) => {
  const addresses = { source: ip(from), destination: ip(to) };
  return encodeIpv4({ ...REST, protocol, ...addresses }, payload(addresses));
};
const DATA: Uint8Array = Uint8Array.from([1, 2, 3, 4, 5]);
const udp = (from: string, port: number, to: string, toPort: number, checksummed = true, data = DATA) =>
  packet(PROTOCOL.udp, from, to, (addresses) =>
    encodeUdp({ sourcePort: port, destinationPort: toPort, checksummed }, data, addresses),
  );
const tcp = (from: string, port: number, to: string, toPort: number, flags: number) =>
  packet(PROTOCOL.tcp, from, to, (addresses) =>
    encodeTcp(
      { sourcePort: port, destinationPort: toPort, seq: 1, ack: 2, flags, window: 9, urgent: 0, options: [] },
      DATA,
      addresses,
    ),
  );
const icmp = (from: string, to: string, message: Parameters<typeof encodeIcmp>[0], data = DATA) =>
  packet(PROTOCOL.icmp, from, to, () => encodeIcmp(message, data));

/** '10.0.0.2:5000 > 198.51.100.7:53', and a note where anything in the packet is wrong. */
function told(bytes: Uint8Array | undefined): string | undefined {
  if (!bytes) return undefined;
  const { value, payload, fault } = readIpv4(bytes);
  const of = (read: {
    value: { sourcePort: number; destinationPort: number } | undefined;
    fault: string | undefined;
  }) =>
    `${formatIpv4(value!.source)}:${read.value!.sourcePort} > ${formatIpv4(value!.destination)}:${read.value!.destinationPort}${fault ?? read.fault ?? ''}`;
  if (value!.protocol === PROTOCOL.udp) return of(readUdp(payload, value!));
  if (value!.protocol === PROTOCOL.tcp) return of(readTcp(payload, value!));
  const read = readIcmp(payload);
  return `${formatIpv4(value!.source)} > ${formatIpv4(value!.destination)} ${read.value!.rest >>> 16}${fault ?? read.fault ?? ''}`;
}

describe('network address translation', () => {
  it('keeps the inside port where it is free, and gives the next one where it is not', () => {
    const box = nat();
    expect(told(box.outwards(udp(A, 5000, SERVER, 53), 0))).toBe(`${OUTSIDE}:5000 > ${SERVER}:53`);
    expect(told(box.outwards(udp(B, 5000, SERVER, 53), 0))).toBe(`${OUTSIDE}:5001 > ${SERVER}:53`);
    expect(told(box.outwards(tcp(B, 5000, SERVER, 80, FLAG.SYN), 0))).toBe(`${OUTSIDE}:5000 > ${SERVER}:80`);
    expect(told(box.outwards(udp(B, 80, SERVER, 53), 0))).toBe(`${OUTSIDE}:1024 > ${SERVER}:53`);
    expect(box.changed()).toHaveLength(4);
    expect(box.changed()).toBeUndefined();
  });
  it('keeps one mapping whoever the host talks to (RFC 4787 REQ-1), and brings answers back', () => {
    const box = nat();
    const first = told(box.outwards(udp(A, 5000, SERVER, 53), 0));
    expect(told(box.outwards(udp(A, 5000, OTHER, 99), 0))).toBe(
      first?.replace(`${SERVER}:53`, `${OTHER}:99`),
    );
    box.outwards(udp(B, 5000, SERVER, 53), 0);
    expect(told(box.inwards(udp(SERVER, 53, OUTSIDE, 5001), 0))).toBe(`${SERVER}:53 > ${B}:5000`);
    expect(told(box.inwards(udp(OTHER, 99, OUTSIDE, 5000), 0))).toBe(`${OTHER}:99 > ${A}:5000`);
    expect(box.inwards(udp(SERVER, 53, OUTSIDE, 6000), 0)).toBeUndefined();
  });
  it.each([
    ['endpoint-independent', `${OTHER}:1 > ${A}:5000`],
    ['address-and-port-dependent', undefined],
  ] as const)('filters %s (RFC 4787 §5)', (filtering, expected) => {
    const box = nat(filtering);
    box.outwards(udp(A, 5000, SERVER, 53), 0);
    expect(told(box.inwards(udp(OTHER, 1, OUTSIDE, 5000), 0))).toBe(expected);
    expect(told(box.inwards(udp(SERVER, 53, OUTSIDE, 5000), 0))).toBe(`${SERVER}:53 > ${A}:5000`);
  });
  it('leaves out the checksum where the sender did', () => {
    const out = nat().outwards(udp(A, 5000, SERVER, 53, false), 0)!;
    expect(readUdp(readIpv4(out).payload, readIpv4(out).value!).value!.checksummed).toBe(false);
  });
  it('tells hosts apart by the identifier of an echo request (RFC 5508 §3.1)', () => {
    const box = nat();
    expect(told(box.outwards(icmp(A, SERVER, echo(2000, 1)), 0))).toBe(`${OUTSIDE} > ${SERVER} 2000`);
    expect(told(box.outwards(icmp(B, SERVER, echo(2000, 1)), 0))).toBe(`${OUTSIDE} > ${SERVER} 2001`);
    expect(told(box.inwards(icmp(SERVER, OUTSIDE, echoReply(2001, 1)), 0))).toBe(`${SERVER} > ${B} 2000`);
    const toItself = icmp(SERVER, OUTSIDE, echo(7, 1));
    expect(box.inwards(toItself, 0)).toBe(toItself);
  });
  it('translates an ICMP error and the packet in it, both ways (RFC 5508 §4)', () => {
    const box = nat();
    const out = box.outwards(udp(A, 5000, SERVER, 53), 0)!;
    const error = box.inwards(icmp(OTHER, OUTSIDE, unreachable(3), quoteOf(out)), 0)!;
    expect(told(error)).toBe(`${OTHER} > ${A} 0`);
    expect(told(readIcmp(readIpv4(error).payload).payload)).toBe(`${A}:5000 > ${SERVER}:53`);
    const came = box.inwards(udp(SERVER, 53, OUTSIDE, 5000), 0)!;
    const back = box.outwards(icmp(A, SERVER, unreachable(3), quoteOf(came)), 0)!;
    expect(told(back)).toBe(`${OUTSIDE} > ${SERVER} 0`);
    expect(told(readIcmp(readIpv4(back).payload).payload)).toBe(`${SERVER}:53 > ${OUTSIDE}:5000`);
    expect(
      box.inwards(icmp(OTHER, OUTSIDE, unreachable(3), quoteOf(udp(OUTSIDE, 9, SERVER, 53))), 0),
    ).toBeUndefined();
  });
  // UDP 5 minutes; TCP 4 minutes while it opens or ends, 2 hours 4 minutes between; a query 60 s
  it.each([
    ['UDP', udp(A, 5000, SERVER, 53), udp(SERVER, 53, OUTSIDE, 5000), 300],
    ['a SYN', tcp(A, 5000, SERVER, 80, FLAG.SYN), tcp(SERVER, 80, OUTSIDE, 5000, FLAG.SYN | FLAG.ACK), 240],
    [
      'an established connection',
      tcp(A, 5000, SERVER, 80, FLAG.ACK),
      tcp(SERVER, 80, OUTSIDE, 5000, FLAG.ACK),
      7440,
    ],
    ['an echo request', icmp(A, SERVER, echo(5000, 1)), icmp(SERVER, OUTSIDE, echoReply(5000, 1)), 60],
  ])('remembers %s for its time', (_, out, back, seconds) => {
    const box = nat();
    box.outwards(out, 0);
    expect(box.inwards(back, seconds * SECOND - 1)).toBeDefined();
    // REQ-6: what comes in does not keep the mapping alive
    expect(box.inwards(back, seconds * SECOND)).toBeUndefined();
  });
  it('has no place for a later fragment, which has no ports', () => {
    const later = encodeIpv4(
      { ...REST, protocol: 17, fragmentOffset: 3, source: ip(A), destination: ip(SERVER) },
      new Uint8Array(20),
    );
    expect(nat().outwards(later, 0)).toBeUndefined();
  });
  it('comes back as it went, with checksums right, whatever ports and data', () => {
    const port = fc.integer({ min: 1, max: 0xffff });
    const check = (from: number, to: number, data: Uint8Array) => {
      const box = nat();
      const out = box.outwards(udp(A, from, SERVER, to, true, data), 0)!;
      expect(told(out)).toMatch(/^[\d.:]+ > [\d.:]+$/);
      const given = readUdp(readIpv4(out).payload, readIpv4(out).value!).value!.sourcePort;
      expect(told(box.inwards(udp(SERVER, to, OUTSIDE, given, true, data), 0))).toBe(
        `${SERVER}:${to} > ${A}:${from}`,
      );
    };
    fc.assert(fc.property(port, port, fc.uint8Array({ maxLength: 40 }), check));
  });
});
