import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { encodeArp } from '#engine/wire/arp.ts';
import { LINK_TYPE } from '#engine/wire/capture.ts';
import { encodeEthernet, ETHER_TYPE, readEthernet } from '#engine/wire/ethernet.ts';
import { decodeEthernet } from '#engine/wire/ethernet-fields.ts';
import { encodeIcmp } from '#engine/wire/icmp.ts';
import { encodeIpv4 } from '#engine/wire/ipv4.ts';
import { readIpv4 } from '#engine/wire/ipv4-read.ts';
import { decodeIpv4 } from '#engine/wire/ipv4-fields.ts';
import { encodeIpv4Options } from '#engine/wire/ipv4-options.ts';
import { NO_BYTES, type Field } from '#engine/wire/layer.ts';
import { hex } from '#engine/wire/octets.ts';
import { decodeFrame, type Layer } from '#engine/wire/packet.ts';
import { encodeTcp } from '#engine/wire/tcp.ts';
import { readTcp } from '#engine/wire/tcp-read.ts';
import { DNS_TYPE } from '#engine/wire/dns-header.ts';
import { encodeDatagram, encodeUdp } from '#engine/wire/udp.ts';
import { decodeTcp } from '#engine/wire/tcp-fields.ts';
import { damaged, expectLawful, fromHex, inside, sumModulo } from './by-hand.ts';

/** A SYN written by hand from RFC 791 §3.1, RFC 9293 §3.1, RFC 7323 and RFC 2018; its checksums added up by `sumModulo` below. */
const ETHERNET = '00005e005302 00005e005301 0800';
const IP = '45 00 003c 1c46 4000 40 06 0000 c0000201 c6336407';
const TCP = 'c000 0050 00000064 00000000 a0 02 ffff 0000 0000 020405b4 0402 080a 0000000700000000 01 030307';

const PSEUDO = 'c0000201 c6336407 0006 0028';
const synHex =
  ETHERNET +
  IP.replace('06 0000', `06 ${sumModulo(IP)}`) +
  TCP.replace('ffff 0000', `ffff ${sumModulo(PSEUDO, TCP)}`);
const syn = fromHex(synHex);

const fieldsOf = (layers: readonly Layer[]) => layers.flatMap((layer) => layer.fields);
const codesOf = (layers: readonly Layer[]) =>
  layers.flatMap((layer) => layer.problems.map(({ code }) => code));

/** The bits that a field claims to stand for, read by its place alone. */
function bitsAt(frame: Uint8Array, { offset, length, bitOffset = 0, bitLength = length * 8 }: Field): number {
  let value = 0;
  for (let bit = 0; bit < bitLength; bit += 1) {
    const at = bitOffset + bit;
    value = value * 2 + ((frame[offset + (at >> 3)]! >> (7 - (at & 7))) & 1);
  }
  return value;
}

test('a SYN written by hand opens into its layers and fields', () => {
  const layers = decodeFrame(syn);
  expect(layers.map(({ name, offset, length }) => [name, offset, length])).toEqual([
    ['ethernet', 0, 14],
    ['ipv4', 14, 20],
    ['tcp', 34, 40],
  ]);
  expect(codesOf(layers)).toEqual([]);
  const value = (name: string) => fieldsOf(layers).find((field) => field.name === name)?.value;
  expect({
    to: value('ethernet.destination'),
    from: value('ipv4.source'),
    host: value('ipv4.destination'),
    ttl: value('ipv4.ttl'),
    df: value('ipv4.dontFragment'),
    port: value('tcp.destinationPort'),
    seq: value('tcp.seq'),
    header: value('tcp.dataOffset'),
    syn: value('tcp.flag.SYN'),
    ack: value('tcp.flag.ACK'),
    mss: value('tcp.option.mss'),
    scale: value('tcp.option.window-scale'),
    clock: value('tcp.option.timestamps.value'),
  }).toEqual({
    to: '00:00:5e:00:53:02',
    from: '192.0.2.1',
    host: '198.51.100.7',
    ttl: 64,
    df: true,
    port: 80,
    seq: 100,
    header: 40,
    syn: true,
    ack: false,
    mss: 1460,
    scale: 7,
    clock: 7,
  });
});

test('what is read is written again to the byte: encode(decode(b)) = b', () => {
  const ethernet = readEthernet(syn);
  const ip = readIpv4(ethernet.payload);
  const tcp = readTcp(ip.payload, ip.value!);
  const segment = encodeTcp(tcp.value!, tcp.payload, ip.value!);
  expect(hex(encodeEthernet(ethernet.value!, encodeIpv4(ip.value!, segment)))).toBe(hex(syn));
});

test('every whole-number field says what its own place in the bytes says', () => {
  for (const field of fieldsOf(decodeFrame(syn))) {
    const bits = bitsAt(syn, field);
    const words = field.name === 'ipv4.headerLength' || field.name === 'tcp.dataOffset';
    if (typeof field.value === 'boolean' && field.bitLength === 1)
      expect(field.value, field.name).toBe(bits === 1);
    else if (words) expect(field.value, field.name).toBe(bits * 4);
    else if (typeof field.value === 'number' && !field.name.startsWith('tcp.option')) {
      expect(field.value, field.name).toBe(bits);
    }
  }
});

test('the fields of each header cover all of its bits, each once', () => {
  for (const { offset, length, fields } of decodeFrame(syn)) {
    const seen = new Array<number>(length * 8).fill(0);
    for (const field of fields.filter(({ name }) => !/^tcp\.option\..*\./.test(name))) {
      const first = (field.offset - offset) * 8 + (field.bitOffset ?? 0);
      for (let bit = 0; bit < (field.bitLength ?? field.length * 8); bit += 1) seen[first + bit]! += 1;
    }
    expect(seen).toEqual(new Array(length * 8).fill(1));
  }
});

describe('one thing wrong at a time', () => {
  /** Changes bytes at `at` from the frame's start, and mends the IPv4 checksum unless told not to. */
  const changed = (at: number, bytes: string, mend = true) => {
    const frame = syn.slice();
    frame.set(fromHex(bytes), at);
    if (mend) {
      frame.set([0, 0], 24);
      frame.set(fromHex(sumModulo(hex(frame.subarray(14, 34)))), 24);
    }
    return frame;
  };
  test.each<[string, Uint8Array, string[]]>([
    ['half an Ethernet header', syn.subarray(0, 9), ['ethernet.truncated']],
    ['half an IPv4 header', syn.subarray(0, 30), ['ipv4.truncated']],
    ['version 6', changed(14, '65', false), ['ipv4.bad-version']],
    ['a header of 16 bytes', changed(14, '44', false), ['ipv4.bad-header-length']],
    ['a header longer than the packet', changed(14, '4f', false).subarray(0, 50), ['ipv4.truncated']],
    ['a bad IPv4 checksum', changed(22, '3f', false), ['ipv4.bad-checksum']],
    [
      'a total length of 10',
      changed(16, '000a'),
      ['ipv4.bad-total-length', 'tcp.truncated', 'padding.unneeded'],
    ],
    ['a total length beyond the frame', changed(16, '0500'), ['ipv4.truncated']],
    ['the reserved bit', changed(20, 'c000'), ['ipv4.reserved-bit']],
    ['half a TCP header', changed(16, '0020'), ['tcp.truncated', 'padding.unneeded']],
    ['a data offset of 4 words', changed(46, '40'), ['tcp.bad-data-offset']],
    ['a data offset beyond the segment', changed(46, 'f0'), ['tcp.truncated']],
    ['a bad TCP checksum', changed(48, 'fffe'), ['tcp.bad-checksum']],
    ['reserved bits', changed(46, 'a1'), ['tcp.bad-checksum', 'tcp.reserved-bits']],
    ['an option of length 0', changed(55, '00'), ['tcp.bad-checksum', 'tcp.bad-option-length']],
    ['an option longer than the header', changed(61, 'ff'), ['tcp.bad-checksum', 'tcp.bad-option-length']],
    ['MSS of length 3', changed(55, '03 05 01'), ['tcp.bad-checksum', 'tcp.odd-option-length']],
    ['data after the end of options', changed(70, '00'), ['tcp.bad-checksum', 'tcp.nonzero-padding']],
  ])('%s', (_, frame, codes) => {
    expect(codesOf(decodeFrame(frame))).toEqual(codes);
  });

  test('a wrong checksum says which would be right', () => {
    const problems = decodeFrame(changed(48, 'fffe')).flatMap((layer) => layer.problems);
    const right = Number.parseInt(sumModulo(PSEUDO, TCP.replace('ffff 0000', 'fffe 0000')), 16);
    expect(problems).toMatchObject([{ offset: 50, expected: right, found: (syn[50]! << 8) | syn[51]! }]);
  });

  test('bytes after the packet are padding, another protocol and a fragment are data', () => {
    const padded = Uint8Array.of(...syn, 0, 0, 0);
    expect(codesOf(decodeFrame(padded))).toEqual(['padding.unneeded']);
    const names = (frame: Uint8Array) => decodeFrame(frame).map(({ name }) => name);
    expect(names(padded)).toEqual(['ethernet', 'ipv4', 'tcp', 'padding']);
    expect(names(changed(23, '59'))).toEqual(['ethernet', 'ipv4', 'data']);
    expect(names(changed(20, '2000'))).toEqual(['ethernet', 'ipv4', 'data']);
    expect(names(changed(12, '86dd', false))).toEqual(['ethernet', 'data']);
  });
});

test('no input of any length throws; every field and problem lies inside it; layers lie end to end', () => {
  fc.assert(
    fc.property(damaged(syn), (bytes) => {
      const layers = decodeFrame(bytes);
      let at = 0;
      for (const { offset, length, fields, problems } of layers) {
        expect(offset).toBe(at);
        at += length;
        expect(inside(bytes, fields) && inside(bytes, problems)).toBe(true);
      }
      expect(at).toBe(bytes.length);
    }),
    { numRuns: 5000 },
  );
});

test('each decoder alone keeps the laws of codecs', () => {
  const addresses = { source: 0xc0000201, destination: 0xc6336407 };
  fc.assert(
    fc.property(damaged(syn), fc.constantFrom(0, 14, 34), (frame, start) => {
      const bytes = frame.subarray(Math.min(start, frame.length));
      expectLawful(bytes, readEthernet, decodeEthernet, encodeEthernet);
      expectLawful(bytes, readIpv4, decodeIpv4, encodeIpv4);
      expectLawful(
        bytes,
        (all) => readTcp(all, addresses),
        (all) => decodeTcp(all, addresses),
        (header, payload) => encodeTcp(header, payload, addresses),
      );
    }),
    { numRuns: 5000 },
  );
});

/** Frames that between them have every layer, every field and every named value. */
function everyKind(): (readonly [Uint8Array, number])[] {
  const options = '0101 0500 fd04cafe 050a 0000000100000002 00 000000';
  const odd = fromHex(synHex.replace(/\s/g, '').slice(0, 108) + options.replace(/\s/g, ''));
  odd[17] = odd.length - 14;
  const ip = readIpv4(syn.subarray(14)).value!;
  const framed = (packet: Uint8Array, etherType: number = ETHER_TYPE.ipv4) =>
    encodeEthernet(
      { destination: 1, source: 2, etherType, vlan: { priority: 1, dropEligible: false, id: 9 } },
      packet,
    );
  const arps = [1, 2].map((operation) =>
    framed(encodeArp({ operation, senderMac: 1, senderIp: 2, targetMac: 3, targetIp: 4 }), ETHER_TYPE.arp),
  );
  const messages = [0, 3, 4, 5, 8, 9, 10, 11, 12, 13, 14, 99].flatMap((type) =>
    Array.from({ length: 16 }, (_, code) =>
      framed(encodeIpv4({ ...ip, protocol: 1 }, encodeIcmp({ type, code, rest: 0 }, syn.subarray(14, 42)))),
    ),
  );
  const datagram = encodeUdp({ sourcePort: 1, destinationPort: 2, checksummed: true }, NO_BYTES, ip);
  const routes = (['record-route', 'loose-route', 'strict-route'] as const).map((kind) => ({
    kind,
    pointer: 4,
    route: [1],
  }));
  const spare = [
    { kind: 'timestamp', pointer: 5, overflow: 0, flag: 0, slots: [1] },
    { kind: 'router-alert', value: 0 },
    { kind: 'unknown', code: 99, data: NO_BYTES },
    { kind: 'nop' },
    { kind: 'eol', length: 4 },
  ] as const;
  const optioned = [routes, spare].map((list) =>
    framed(encodeIpv4({ ...ip, protocol: 17, options: encodeIpv4Options(list) }, datagram)),
  );
  const broken = encodeIpv4({ ...ip, options: fromHex('07ff0000') }, NO_BYTES);
  const plain = [syn, odd, Uint8Array.of(...syn, 1), syn.subarray(0, 60), framed(broken)];
  const kinds = Object.values(DNS_TYPE).map(
    (type) => `00 ${type.toString(16).padStart(4, '0')} 0001 00000000`,
  );
  const records = [
    `${kinds[0]} 0004 01020304`,
    `${kinds[1]} 0001 00`,
    `${kinds[2]} 0001 00`,
    `${kinds[3]} 0016 00 00 ${'00'.repeat(20)}`,
    `${kinds[4]} 0001 00`,
    `${kinds[5]} 0003 0001 00`,
    `${kinds[6]} 0002 0161`,
    `${kinds[7]} 0010 ${'00'.repeat(16)}`,
    `${kinds[8]} 0005 0001 0001 61`,
    '00 0063 0001 00000000 0001 61',
  ];
  const section = records.join('');
  const dns = [0, 1, 2, 3, 4, 5].map((code) =>
    framed(
      encodeDatagram(
        { ...ip, protocol: 17 },
        { sourcePort: 53, destinationPort: 9, checksummed: true },
        fromHex(`0000 800${code} 0001 000a 000a 000a 00 0001 0001 ${section.repeat(3)}`),
      ),
    ),
  );
  const overTcp = framed(
    encodeIpv4(
      ip,
      encodeTcp(
        { sourcePort: 53, destinationPort: 9, seq: 0, ack: 0, flags: 0, window: 0, urgent: 0, options: [] },
        fromHex(`000c ${'00'.repeat(12)}`),
        ip,
      ),
    ),
  );
  const ethernet = [
    ...dns,
    overTcp,
    ...plain,
    ...arps,
    ...messages,
    ...optioned,
    framed(NO_BYTES, ETHER_TYPE.ipv6),
  ];
  const cooked = [0, 1, 2, 3, 4].map((type) => Uint8Array.of(0, type, ...new Uint8Array(18)));
  return [
    ...ethernet.map((frame) => [frame, LINK_TYPE.ethernet] as const),
    ...cooked.map((frame) => [frame, LINK_TYPE.linuxCooked] as const),
    [new Uint8Array(20), LINK_TYPE.linuxCooked2],
    [new Uint8Array(4), LINK_TYPE.null],
    [NO_BYTES, LINK_TYPE.null],
  ];
}

describe.each(['ko', 'en'])('content/ui/%s/wire.json', (lang) => {
  const names = JSON.parse(readFileSync(`content/ui/${lang}/wire.json`, 'utf8')) as Record<string, string>;

  test('names every layer, field, meaning and problem that a decoder can give', () => {
    const found = new Set<string>();
    for (const [frame, linkType] of everyKind()) {
      for (const { name, fields, problems } of decodeFrame(frame, linkType)) {
        const ids = [name, ...fields.flatMap((each) => [each.name, each.meaning ?? []].flat())];
        for (const id of [...ids, ...problems.map(({ code }) => code)]) found.add(id);
      }
    }
    expect(found.size).toBeGreaterThan(120);
    expect([...found].filter((id) => !(id in names))).toEqual([]);
  });

  test('names every code that stands in the source', () => {
    const room = 'src/engine/wire';
    const text = readdirSync(room).map((file) =>
      file.endsWith('.ts') ? readFileSync(`${room}/${file}`, 'utf8') : '',
    );
    const codes = [
      ...text
        .join('\n')
        .matchAll(
          /'((?:checksum|ethernet|arp|ipv4|icmp|tcp|udp|dns|pcap|pcapng|fragment|link|capture|edit|padding)\.[\w.-]+)'/g,
        ),
    ]
      .map((match) => match[1]!)
      .filter((code) => !code.endsWith('.ts'));
    expect(codes.length).toBeGreaterThan(20);
    expect(codes.filter((code) => !(code in names))).toEqual([]);
  });
});
