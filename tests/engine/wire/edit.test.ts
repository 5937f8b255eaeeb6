import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formOf, spliced, writeField } from '#engine/wire/edit.ts';
import { encodeEthernet, ETHER_TYPE } from '#engine/wire/ethernet.ts';
import { echo, encodeIcmp } from '#engine/wire/icmp.ts';
import { encodeIpv4, PROTOCOL, type Ipv4Header } from '#engine/wire/ipv4.ts';
import { mend } from '#engine/wire/mend.ts';
import { hex } from '#engine/wire/octets.ts';
import { decodeFrame } from '#engine/wire/packet.ts';
import { encodeSegment, FLAG } from '#engine/wire/tcp.ts';
import { encodeDatagram } from '#engine/wire/udp.ts';
import { damaged, fromHex } from './by-hand.ts';

const ip = (protocol: number): Ipv4Header => ({
  ...{ dscp: 0, ecn: 0, identification: 7, dontFragment: false, moreFragments: false, fragmentOffset: 0 },
  ...{ ttl: 64, protocol, source: 0xc0000201, destination: 0xc6336407, options: new Uint8Array(0) },
});
const framed = (packet: Uint8Array) =>
  encodeEthernet({ destination: 2, source: 1, etherType: ETHER_TYPE.ipv4 }, packet);
const syn = framed(
  encodeSegment(
    ip(PROTOCOL.tcp),
    {
      ...{
        sourcePort: 49152,
        destinationPort: 80,
        seq: 100,
        ack: 0,
        flags: FLAG.SYN,
        window: 65535,
        urgent: 0,
      },
      options: [{ kind: 'mss', mss: 1460 }],
    },
    new Uint8Array(0),
  ),
);
const datagram = framed(
  encodeDatagram(ip(PROTOCOL.udp), { sourcePort: 1, destinationPort: 2, checksummed: true }, fromHex('6869')),
);
const ping = framed(encodeIpv4(ip(PROTOCOL.icmp), encodeIcmp(echo(1, 2), fromHex('6162'))));
const fieldOf = (frame: Uint8Array, name: string) =>
  decodeFrame(frame)
    .flatMap((layer) => layer.fields)
    .find((field) => field.name === name)!;
const codesOf = (frame: Uint8Array) =>
  decodeFrame(frame).flatMap((layer) => layer.problems.map(({ code }) => code));

describe('a field is written where it stands', () => {
  test.each([
    ['ethernet.destination', '00:00:5e:00:53:01', '00:00:5e:00:53:01'],
    ['ethernet.etherType', '0x0806', 0x0806],
    ['ipv4.ttl', '1', 1],
    ['ipv4.headerLength', '24', 24],
    ['ipv4.fragmentOffset', '8191', 8191],
    ['ipv4.dontFragment', 'true', true],
    ['ipv4.source', '198.51.100.99', '198.51.100.99'],
    ['tcp.seq', '4294967295', 4294967295],
    ['tcp.flag.SYN', 'false', false],
    ['tcp.checksum', '0xbeef', 0xbeef],
    ['tcp.destinationPort', '8,080', 8080],
  ])('%s: %s', (name, text, value) => {
    const field = fieldOf(syn, name);
    const written = writeField(syn, field, text) as Uint8Array;
    expect(written.length).toBe(syn.length);
    const [first, last] = [field.offset, field.offset + field.length];
    expect(hex(written.subarray(0, first))).toBe(hex(syn.subarray(0, first)));
    expect(hex(written.subarray(last))).toBe(hex(syn.subarray(last)));
    // an EtherType of ARP ends IPv4, so that the layers after it are others
    if (name !== 'ipv4.headerLength') expect(fieldOf(written, name).value).toBe(value);
  });

  test.each([
    ['ipv4.ttl', '256', { code: 'edit.out-of-bounds', max: 255 }],
    ['ipv4.ttl', '-1', { code: 'edit.out-of-bounds', max: 255 }],
    ['ipv4.ttl', '1.5', { code: 'edit.not-a-number', max: 255 }],
    ['ipv4.ttl', '', { code: 'edit.not-a-number', max: 255 }],
    ['tcp.dataOffset', '22', { code: 'edit.not-a-multiple', max: 60, step: 4 }],
    ['ipv4.source', '1.2.3', { code: 'edit.not-an-address' }],
    ['ethernet.source', '1.2.3.4', { code: 'edit.not-an-address' }],
  ])('%s cannot be %j', (name, text, fault) => {
    expect(writeField(syn, fieldOf(syn, name), text)).toEqual(fault);
  });

  test('data may grow and shrink; what follows moves', () => {
    const data = fieldOf(datagram, 'data.bytes');
    expect(hex(writeField(datagram, data, '68 65 79') as Uint8Array).endsWith('686579')).toBe(true);
    expect((writeField(datagram, data, '') as Uint8Array).length).toBe(datagram.length - 2);
    expect(writeField(datagram, data, '6')).toEqual({ code: 'edit.not-hexadecimal' });
    expect(hex(spliced(fromHex('010203'), 1, 1, fromHex('aabb')))).toBe('01aabb03');
  });

  test('an option, which says more than its number, is left to the bytes', () => {
    expect(formOf(syn, fieldOf(syn, 'tcp.option.mss'))).toBeUndefined();
    expect(formOf(syn, fieldOf(syn, 'tcp.flag.SYN'))).toBe('flag');
  });

  test('whatever the frame, writing the value that is there changes nothing', () => {
    fc.assert(
      fc.property(fc.oneof(damaged(syn), damaged(datagram), damaged(ping)), (frame) => {
        for (const field of decodeFrame(frame).flatMap((layer) => layer.fields)) {
          if (formOf(frame, field)) {
            expect(hex(writeField(frame, field, String(field.value)) as Uint8Array), field.name).toBe(
              hex(frame),
            );
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('mending', () => {
  test.each([
    ['TCP', syn],
    ['UDP', datagram],
    ['ICMP', ping],
  ])('what is right stays, to the byte: %s', (_, frame) => {
    expect(hex(mend(frame))).toBe(hex(frame));
  });

  test.each([
    ['a byte more of data', spliced(datagram, 43, 0, fromHex('61'))],
    ['a zero more at the end', spliced(syn, syn.length, 0, new Uint8Array(1))],
    ['a byte less', datagram.subarray(0, 43)],
    ['another TTL', writeField(syn, fieldOf(syn, 'ipv4.ttl'), '1') as Uint8Array],
    ['another port', writeField(syn, fieldOf(syn, 'tcp.destinationPort'), '81') as Uint8Array],
    ['a header length of 0', writeField(syn, fieldOf(syn, 'ipv4.headerLength'), '0') as Uint8Array],
    ['a data offset of 60', writeField(syn, fieldOf(syn, 'tcp.dataOffset'), '60') as Uint8Array],
  ])('%s is wrong before and right after', (_, frame) => {
    expect(codesOf(frame).length).toBeGreaterThan(0);
    expect(codesOf(mend(frame))).toEqual([]);
  });

  test('the zeros that fill the shortest frame stay outside of the packet', () => {
    const filled = spliced(datagram, datagram.length, 0, new Uint8Array(60 - datagram.length));
    expect(hex(mend(filled))).toBe(hex(filled));
  });

  test('a datagram without a checksum stays without', () => {
    const none = encodeDatagram(
      ip(PROTOCOL.udp),
      { sourcePort: 1, destinationPort: 2, checksummed: false },
      fromHex('6869'),
    );
    expect(hex(mend(framed(none)))).toBe(hex(framed(none)));
  });

  test('any frame: its length stays, mending twice is mending once, and no checksum or length of a header is wrong', () => {
    const mended = [
      'bad-checksum',
      'bad-total-length',
      'bad-header-length',
      'bad-version',
      'bad-length',
      'surplus',
      'bad-data-offset',
    ];
    fc.assert(
      fc.property(fc.oneof(damaged(syn), damaged(datagram), damaged(ping)), (frame) => {
        const once = mend(frame);
        expect(once.length).toBe(frame.length);
        expect(hex(mend(once))).toBe(hex(once));
        expect(codesOf(once).filter((code) => mended.some((one) => code.endsWith(`.${one}`)))).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });
});
