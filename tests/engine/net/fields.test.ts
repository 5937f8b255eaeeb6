import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameReader } from '#engine/net/fields.ts';
import { readOther } from '#engine/net/other-fields.ts';
import { encodeEthernet, ETHER_TYPE } from '#engine/wire/ethernet.ts';
import { encodeIpv4 } from '#engine/wire/ipv4.ts';
import { encodeTcp, FLAG } from '#engine/wire/tcp.ts';

const A = 0xc000020a;
const B = 0xc0000250;
const NO_BYTES = new Uint8Array(0);
const ip = {
  dscp: 0,
  ecn: 0,
  identification: 1,
  dontFragment: false,
  moreFragments: false,
  fragmentOffset: 0,
  ttl: 64,
  protocol: 17,
  source: A,
  destination: B,
  options: NO_BYTES,
};
const frame = (packet: Uint8Array, etherType: number = ETHER_TYPE.ipv4) =>
  encodeEthernet({ destination: 1, source: 2, etherType }, packet);
const read = (header: Partial<typeof ip>, payload: readonly number[]) =>
  new FrameReader(readOther).read(
    frame(encodeIpv4({ ...ip, ...header }, Uint8Array.from(payload))),
    0,
    'f',
    true,
  );
const zeros = (count: number) => Array.from({ length: count }, () => 0);

describe('what a trace says of a packet', () => {
  it.each([
    ['UDP', {}, [0x30, 0x39, 0, 53, 0, 12, 0, 0, 1, 2, 3, 4], { protocol: 'udp', label: 'UDP 4 B', sourcePort: 12345, destinationPort: 53, len: 4 }],
    ['ICMP port unreachable', { protocol: 1 }, [3, 3, 0, 0, ...zeros(32)], { protocol: 'icmp', label: 'ICMP port unreachable', icmpType: 3, icmpCode: 3 }],
    ['ICMP fragmentation needed', { protocol: 1 }, [3, 4, 0, 0, ...zeros(32)], { label: 'ICMP fragmentation needed' }],
    ['ICMP time exceeded', { protocol: 1 }, [11, 0, 0, 0, ...zeros(32)], { label: 'ICMP time exceeded' }],
    ['ICMP echo', { protocol: 1 }, [8, 0, ...zeros(14)], { label: 'ICMP echo request', len: 8 }],
    ['a first fragment', { moreFragments: true }, zeros(16), { protocol: 'ip', label: 'IP fragment 0+16', sourcePort: null }],
    ['a later fragment', { fragmentOffset: 2 }, zeros(9), { protocol: 'ip', label: 'IP fragment 16+9' }],
    ['a protocol that we have none of', { protocol: 47 }, zeros(4), { protocol: 'ip', label: 'IP 47', len: 4 }],
    ['a UDP header cut short', {}, zeros(7), { protocol: 'ip', label: 'IP 17' }],
  ] as const)('%s', (_, header, payload, expected) => {
    expect(read(header, payload)).toMatchObject({ source: '192.0.2.10', destination: '192.0.2.80', flags: '', ...expected });
  }); // prettier-ignore
  it('ARP: who asks for whom, who answers', () => {
    const arp = (operation: number) =>
      Uint8Array.from([
        0,
        1,
        8,
        0,
        6,
        4,
        0,
        operation,
        ...zeros(6),
        192,
        0,
        2,
        10,
        ...zeros(6),
        192,
        0,
        2,
        80,
      ]);
    const label = (operation: number) =>
      new FrameReader(readOther).read(frame(arp(operation), ETHER_TYPE.arp), 0, 'f', true).label;
    expect([label(1), label(2)]).toEqual(['ARP who has 192.0.2.80', 'ARP 192.0.2.10 is at']);
  });
  it('counts TCP numbers from the SYN of each side, and believes no altered one', () => {
    const reader = new FrameReader(readOther);
    const send = (from: number, seq: number, ack: number, flags: number, learn = true) => {
      const addresses = { source: from, destination: from === A ? B : A };
      const ports =
        from === A ? { sourcePort: 1, destinationPort: 2 } : { sourcePort: 2, destinationPort: 1 };
      const tcp = encodeTcp(
        { ...ports, seq, ack, flags, window: 9, urgent: 0, options: [] },
        NO_BYTES,
        addresses,
      );
      const { relSeq, relAck } = reader.read(
        frame(encodeIpv4({ ...ip, ...addresses, protocol: 6 }, tcp)),
        0,
        'f',
        learn,
      );
      return [relSeq, relAck];
    };
    expect(send(A, 1000, 0, FLAG.SYN)).toEqual([0, 0]);
    expect(send(A, 7777, 0, FLAG.SYN, false)).toEqual([6777, 0]);
    expect(send(B, 0xffffffff, 1001, FLAG.SYN | FLAG.ACK)).toEqual([0, 1]);
    expect(send(A, 1001, 0, FLAG.ACK)).toEqual([1, 1]);
  });
  it('where nobody speaks anything but TCP: who, to whom, and the number of the protocol', () => {
    const of = (header: Partial<typeof ip>) => {
      const packet = encodeIpv4({ ...ip, ...header }, Uint8Array.from(zeros(12)));
      return new FrameReader().read(frame(packet), 0, 'f', true);
    };
    expect(of({})).toMatchObject({ protocol: 'ip', label: 'IP 17', source: '192.0.2.10', len: 12 });
    expect(of({ protocol: 1 }).label).toBe('IP 1');
    expect(new FrameReader().read(frame(NO_BYTES), 0, 'f', true).label).toBe('unreadable');
  });
  it('of any bytes, and never throws', () => {
    const headed = fc.tuple(fc.constantFrom(...Object.values(ETHER_TYPE)), fc.uint8Array({ maxLength: 80 }));
    const check = ([etherType, packet]: [number, Uint8Array]) => {
      const { len, label } = new FrameReader(readOther).read(frame(packet, etherType), 0, 'f', true);
      expect(len).toBeGreaterThanOrEqual(0);
      expect(label).not.toMatch(/undefined|NaN/);
    };
    fc.assert(fc.property(headed, check), { numRuns: 500 });
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 13 }),
        (bytes) => void new FrameReader(readOther).read(bytes, 0, 'f', true),
      ),
    );
  });
});
