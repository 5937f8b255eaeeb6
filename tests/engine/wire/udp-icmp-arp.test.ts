import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatIpv4 } from '#engine/wire/address.ts';
import { ARP, encodeArp, readArp, type ArpPacket } from '#engine/wire/arp.ts';
import { decodeArp } from '#engine/wire/arp-fields.ts';
import { encodeEthernet, ETHER_TYPE } from '#engine/wire/ethernet.ts';
import * as icmp from '#engine/wire/icmp.ts';
import { decodeIcmp } from '#engine/wire/icmp-fields.ts';
import { encodeIpv4, PROTOCOL, type Ipv4Header } from '#engine/wire/ipv4.ts';
import { hex, putU16 } from '#engine/wire/octets.ts';
import { decodeFrame } from '#engine/wire/packet.ts';
import { encodeTcp } from '#engine/wire/tcp.ts';
import { encodeDatagram, encodeUdp, readUdp, type UdpHeader } from '#engine/wire/udp.ts';
import { decodeUdp } from '#engine/wire/udp-fields.ts';
import { damaged, expectLawful, fromHex, sumModulo } from './by-hand.ts';

const where = { source: 0xc0000201, destination: 0xc6336407 };
const ip = (protocol: number): Ipv4Header => ({
  ...{ dscp: 0, ecn: 0, identification: 7, dontFragment: false, moreFragments: false, fragmentOffset: 0 },
  ...{ ttl: 64, protocol, ...where, options: new Uint8Array(0) },
});
const framed = (packet: Uint8Array) =>
  encodeEthernet({ destination: 2, source: 1, etherType: ETHER_TYPE.ipv4 }, packet);
const u16 = fc.nat(0xffff);
const u32 = fc.nat(0xffffffff);
const payload = fc.uint8Array({ maxLength: 1480 });
const udpHeader: fc.Arbitrary<UdpHeader> = fc.record({
  sourcePort: u16,
  destinationPort: u16,
  checksummed: fc.boolean(),
});
const icmpHeader = fc.record({ type: fc.nat(255), code: fc.nat(255), rest: u32 });
const arpPacket: fc.Arbitrary<ArpPacket> = fc.record({
  operation: u16,
  senderMac: fc.nat(0xffffffffffff),
  senderIp: u32,
  targetMac: fc.nat(0xffffffffffff),
  targetIp: u32,
});

describe('written by hand', () => {
  test('a UDP datagram: "hi" from 49152 to 53', () => {
    const bare = 'c000 0035 000a';
    const right = sumModulo('c0000201 c6336407 0011 000a', bare, '0000 6869');
    const header = { sourcePort: 49152, destinationPort: 53, checksummed: true };
    expect(hex(encodeUdp(header, fromHex('6869'), where))).toBe(`c0000035000a${right}6869`);
    expect(hex(encodeUdp({ ...header, checksummed: false }, fromHex('6869'), where))).toBe(
      'c0000035000a00006869',
    );
  });

  test('RFC 768: a checksum that comes out as zero is sent as all ones, and is right', () => {
    // pseudo-header 0.0.0.0 to 0.0.0.0, protocol 17, length 10, and the header's 10 add up to 37 = 0x25; ffff - 25 = ffda
    const header = { sourcePort: 0, destinationPort: 0, checksummed: true };
    const zero = { source: 0, destination: 0 };
    const bytes = encodeUdp(header, fromHex('ffda'), zero);
    expect(hex(bytes)).toBe('00000000000affffffda');
    expect(readUdp(bytes, zero).fault).toBeUndefined();
    expect(decodeUdp(bytes, zero).problems).toEqual([]);
  });

  test('an echo request (RFC 792): identifier 1, sequence 9, "abc"', () => {
    const bytes = icmp.encodeIcmp(icmp.echo(1, 9), fromHex('616263'));
    // 0800 + 0001 + 0009 + 6162 + 6300 = cc6c; its complement is 3393
    expect(hex(bytes)).toBe('0800339300010009616263');
  });

  test.each([
    ['echo reply', icmp.echoReply(0x1234, 0xabcd), '0000 1234abcd'],
    ['port unreachable', icmp.unreachable(icmp.UNREACHABLE.port), '0303 00000000'],
    [
      'fragmentation needed, next hop 1400',
      icmp.unreachable(icmp.UNREACHABLE.fragmentationNeeded, 1400),
      '0304 00000578',
    ],
    ['time to live exceeded', icmp.timeExceeded(icmp.EXCEEDED.inTransit), '0b00 00000000'],
    ['redirect to 192.0.2.254', icmp.redirect(icmp.REDIRECT.host, 0xc00002fe), '0501 c00002fe'],
    ['parameter problem at byte 20', icmp.parameterProblem(20), '0c00 14000000'],
  ])('%s', (_, header, bytes) => {
    const [head, rest] = bytes.split(' ');
    expect(hex(icmp.encodeIcmp(header, new Uint8Array(0)))).toBe(`${head}${sumModulo(bytes)}${rest}`);
  });

  test('what the makers put in, the readers get out', () => {
    const message = icmp.echo(0xffff, 0x8001);
    expect([icmp.identifierOf(message), icmp.sequenceOf(message)]).toEqual([0xffff, 0x8001]);
    expect(icmp.nextHopMtuOf(icmp.unreachable(4, 1280))).toBe(1280);
    expect(formatIpv4(icmp.gatewayOf(icmp.redirect(1, 0xc00002fe)))).toBe('192.0.2.254');
    expect(icmp.pointerOf(icmp.parameterProblem(255))).toBe(255);
  });

  test('an ARP request (RFC 826): who has 192.0.2.1?', () => {
    const bytes = encodeArp({
      ...{ operation: ARP.request, senderMac: 0x00005e005301, senderIp: 0xc0000207 },
      ...{ targetMac: 0, targetIp: 0xc0000201 },
    });
    expect(hex(bytes)).toBe('00010800060400010000' + '5e005301c0000207' + '000000000000c0000201');
  });
});

describe('read(encode(x)) = x', () => {
  test('udp', () => {
    fc.assert(
      fc.property(udpHeader, payload, fc.record({ source: u32, destination: u32 }), (header, data, at) => {
        const read = readUdp(encodeUdp(header, data, at), at);
        expect(read).toEqual({ value: header, payload: data, fault: undefined });
      }),
    );
  });
  test('a datagram written into its packet is the packet around the datagram', () => {
    fc.assert(
      fc.property(udpHeader, payload, (header, data) => {
        const whole = encodeIpv4(ip(PROTOCOL.udp), encodeUdp(header, data, where));
        expect(encodeDatagram(ip(PROTOCOL.udp), header, data)).toEqual(whole);
      }),
    );
  });
  test('icmp', () => {
    fc.assert(
      fc.property(icmpHeader, payload, (header, data) => {
        const read = icmp.readIcmp(icmp.encodeIcmp(header, data));
        expect(read).toEqual({ value: header, payload: data, fault: undefined });
      }),
    );
  });
  test('arp', () => {
    fc.assert(
      fc.property(arpPacket, (packet) => {
        expect(readArp(encodeArp(packet))).toMatchObject({ value: packet, fault: undefined });
      }),
    );
  });
});

test('the laws of codecs, on damaged and on random bytes of every length', () => {
  const datagram = encodeUdp(
    { sourcePort: 1, destinationPort: 2, checksummed: true },
    fromHex('616263'),
    where,
  );
  const unsummed = encodeUdp({ sourcePort: 1, destinationPort: 2, checksummed: false }, fromHex('61'), where);
  const good = fc.oneof(damaged(datagram), damaged(unsummed));
  fc.assert(
    fc.property(good, (bytes) => {
      expectLawful(
        bytes,
        (all) => readUdp(all, where),
        (all) => decodeUdp(all, where),
        (header, data) => encodeUdp(header, data, where),
      );
    }),
    { numRuns: 2000 },
  );
  fc.assert(
    fc.property(damaged(icmp.encodeIcmp(icmp.unreachable(4, 1280), datagram)), (bytes) => {
      expectLawful(bytes, icmp.readIcmp, decodeIcmp, icmp.encodeIcmp);
    }),
    { numRuns: 2000 },
  );
  const request = encodeArp({ operation: 1, senderMac: 1, senderIp: 2, targetMac: 3, targetIp: 4 });
  fc.assert(
    fc.property(damaged(request), (bytes) => {
      expectLawful(bytes, readArp, decodeArp, encodeArp);
    }),
    { numRuns: 2000 },
  );
});

describe('one thing wrong at a time', () => {
  const datagram = encodeUdp(
    { sourcePort: 1, destinationPort: 2, checksummed: true },
    fromHex('616263'),
    where,
  );
  const changed = (bytes: Uint8Array, at: number, value: string) => {
    const copy = bytes.slice();
    copy.set(fromHex(value), at);
    return copy;
  };
  const codes = ({ problems }: { problems: readonly { code: string }[] }) => problems.map(({ code }) => code);

  test.each([
    ['seven bytes', datagram.subarray(0, 7), ['udp.truncated']],
    ['a length of 7', changed(datagram, 4, '0007'), ['udp.bad-length']],
    ['a length beyond the packet', changed(datagram, 4, '00ff'), ['udp.truncated']],
    ['a wrong checksum', changed(datagram, 9, '00'), ['udp.bad-checksum']],
    ['bytes after the length', Uint8Array.of(...datagram, 9), ['udp.surplus']],
    ['no checksum', changed(changed(datagram, 6, '0000'), 9, '00'), []],
  ])('udp: %s', (_, bytes, expected) => {
    expect(codes(decodeUdp(bytes, where))).toEqual(expected);
  });

  test('a wrong checksum says which would be right', () => {
    const found = 0x1234;
    const bytes = datagram.slice();
    putU16(bytes, 6, found);
    const expected = (datagram[6]! << 8) | datagram[7]!;
    expect(decodeUdp(bytes, where).problems).toMatchObject([{ offset: 6, expected, found }]);
  });

  test('one’s complement has two zeros: ffff passes where 0000 is right, but not the other way round', () => {
    // 0800 + f7ff = ffff, so that the checksum is 0000
    const zero = icmp.encodeIcmp(icmp.echo(0xf7ff, 0), new Uint8Array(0));
    expect(hex(zero)).toBe('08000000f7ff0000');
    const other = changed(zero, 2, 'ffff');
    expect(icmp.readIcmp(other).fault).toBeUndefined();
    expect(decodeIcmp(other).problems).toMatchObject([{ code: 'checksum.other-zero', expected: 0 }]);

    const nothing = icmp.encodeIcmp(icmp.echoReply(0, 0), new Uint8Array(0));
    expect(hex(nothing)).toBe('0000ffff00000000');
    expect(codes(decodeIcmp(nothing))).toEqual([]);
    expect(codes(decodeIcmp(changed(nothing, 2, '0000')))).toEqual(['icmp.bad-checksum']);
  });

  const message = icmp.encodeIcmp(icmp.timeExceeded(0), new Uint8Array(0));
  test.each([
    ['seven bytes', message.subarray(0, 7), ['icmp.truncated']],
    ['a wrong checksum', changed(message, 1, '01'), ['icmp.bad-checksum']],
    [
      'unused bytes in use',
      icmp.encodeIcmp({ type: 11, code: 0, rest: 1 }, new Uint8Array(0)),
      ['icmp.unused-bits'],
    ],
    [
      'a length of the quoted datagram, which RFC 4884 put there',
      icmp.encodeIcmp({ type: 11, code: 0, rest: 0x0020_0000 }, new Uint8Array(0)),
      [],
    ],
  ])('icmp: %s', (_, bytes, expected) => {
    expect(codes(decodeIcmp(bytes))).toEqual(expected);
  });

  const request = encodeArp({ operation: 1, senderMac: 1, senderIp: 2, targetMac: 3, targetIp: 4 });
  test.each([
    ['27 bytes', request.subarray(0, 27), ['arp.truncated']],
    ['addresses of another length', changed(request, 4, '08'), ['arp.other-addresses']],
    ['another protocol', changed(request, 2, '86dd'), ['arp.other-addresses']],
  ])('arp: %s', (_, bytes, expected) => {
    expect(codes(decodeArp(bytes))).toEqual(expected);
  });
});

describe('an ICMP error opens what it quotes', () => {
  const layersOf = (quote: Uint8Array) =>
    decodeFrame(framed(encodeIpv4(ip(PROTOCOL.icmp), icmp.encodeIcmp(icmp.unreachable(3), quote)))).map(
      (layer) => [layer.name, layer.length, layer.quoted === true, layer.problems.map(({ code }) => code)],
    );
  const segment = encodeIpv4(
    ip(PROTOCOL.tcp),
    encodeTcp(
      {
        ...{ sourcePort: 49152, destinationPort: 80, seq: 100, ack: 0, flags: 2, window: 65535, urgent: 0 },
        options: [{ kind: 'mss', mss: 1460 }],
      },
      new Uint8Array(100),
      where,
    ),
  );
  const outer = [
    ['ethernet', 14, false, []],
    ['ipv4', 20, false, []],
    ['icmp', 8, false, []],
  ];

  test('the IP header and 64 bits, as RFC 792 asks: ports and sequence number', () => {
    expect(layersOf(segment.subarray(0, 28))).toEqual([
      ...outer,
      ['ipv4', 20, true, []],
      ['tcp', 8, true, []],
    ]);
    const frame = framed(
      encodeIpv4(ip(PROTOCOL.icmp), icmp.encodeIcmp(icmp.unreachable(3), segment.subarray(0, 28))),
    );
    const fields = decodeFrame(frame)
      .at(-1)!
      .fields.map(({ name, value }) => [name, value]);
    expect(fields).toEqual([
      ['tcp.sourcePort', 49152],
      ['tcp.destinationPort', 80],
      ['tcp.seq', 100],
    ]);
  });
  test('a whole packet, whose checksums can be checked', () => {
    const bad = segment.slice();
    bad[143] = 1;
    const data = ['data', 100, false, []];
    expect(layersOf(segment)).toEqual([...outer, ['ipv4', 20, true, []], ['tcp', 24, true, []], data]);
    expect(layersOf(bad)[4]).toEqual(['tcp', 24, true, ['tcp.bad-checksum']]);
  });
  test('a datagram cut after its header, and half an IP header', () => {
    const datagram = encodeDatagram(
      ip(PROTOCOL.udp),
      { sourcePort: 1, destinationPort: 2, checksummed: true },
      new Uint8Array(99),
    );
    const cut = [...outer, ['ipv4', 20, true, []], ['udp', 8, true, []]];
    expect(layersOf(datagram.subarray(0, 28))).toEqual(cut);
    expect(layersOf(datagram.subarray(0, 12))).toEqual([
      ...outer,
      ['ipv4', 0, true, ['ipv4.truncated']],
      ['data', 12, false, []],
    ]);
  });
});

test('an ARP packet in the shortest frame: what is left over is padding', () => {
  const request = encodeArp({ operation: 1, senderMac: 1, senderIp: 2, targetMac: 3, targetIp: 4 });
  const frame = encodeEthernet(
    { destination: 0xffffffffffff, source: 1, etherType: ETHER_TYPE.arp },
    Uint8Array.of(...request, ...new Uint8Array(18)),
  );
  expect(decodeFrame(frame).map(({ name, length }) => [name, length])).toEqual([
    ['ethernet', 14],
    ['arp', 28],
    ['padding', 18],
  ]);
});

test.each([
  [
    'a UDP payload beyond the length field',
    () => encodeUdp({ sourcePort: 1, destinationPort: 2, checksummed: true }, new Uint8Array(65_528), where),
  ],
])('%s cannot be meant', (_, encode) => {
  expect(encode).toThrow(RangeError);
});
