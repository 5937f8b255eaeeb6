import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatIpv6 } from '#engine/wire/ipv6-address.ts';
import { DNS_TYPE } from '#engine/wire/dns-header.ts';
import { labelsOf, nameOf } from '#engine/wire/dns-name.ts';
import { decodeDns, decodeDnsOverTcp, readDns } from '#engine/wire/dns-reader.ts';
import { encodeDns, type DnsData, type DnsMessage, type DnsRecord } from '#engine/wire/dns.ts';
import { encodeEthernet, ETHER_TYPE } from '#engine/wire/ethernet.ts';
import type { Ipv4Header } from '#engine/wire/ipv4.ts';
import { hex } from '#engine/wire/octets.ts';
import { decodeFrame } from '#engine/wire/packet.ts';
import { encodeSegment } from '#engine/wire/tcp.ts';
import { encodeDatagram } from '#engine/wire/udp.ts';
import { encodeUtf8 } from '#engine/wire/utf8.ts';
import { damaged, fromHex, inside } from './by-hand.ts';

const IN = 1;
const query: DnsMessage = {
  ...{ id: 0x1234, response: false, opcode: 0, authoritative: false, truncated: false },
  ...{ recursionDesired: true, recursionAvailable: false, authenticData: false, checkingDisabled: false },
  responseCode: 0,
  questions: [{ name: 'www.example.com', type: DNS_TYPE.a, class: IN }],
  ...{ answers: [], authorities: [], additionals: [] },
};
const record = (name: string, type: number, data: DnsData): DnsRecord => {
  return { name, type, class: IN, ttl: 300, data };
};

const label = fc.oneof(
  fc.constantFrom('www', 'example', 'com', 'a', 'b'),
  fc.uint8Array({ minLength: 1, maxLength: 12 }).map((bytes) => nameOf([bytes])),
);
const name = fc.oneof(
  fc.constant('.'),
  fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.')),
);
const u16 = fc.nat(0xffff);
const u32 = fc.nat(0xffffffff);
const data: fc.Arbitrary<readonly [number, DnsData]> = fc.oneof(
  fc.tuple(fc.constant(DNS_TYPE.a), fc.record({ kind: fc.constant('a' as const), address: u32 })),
  fc.tuple(
    fc.constant(DNS_TYPE.aaaa),
    fc.record({
      kind: fc.constant('aaaa' as const),
      address: fc.uint8Array({ minLength: 16, maxLength: 16 }),
    }),
  ),
  fc.tuple(
    fc.constantFrom(DNS_TYPE.ns, DNS_TYPE.cname, DNS_TYPE.ptr),
    fc.record({ kind: fc.constant('name' as const), name }),
  ),
  fc.tuple(
    fc.constant(DNS_TYPE.mx),
    fc.record({ kind: fc.constant('mx' as const), preference: u16, exchange: name }),
  ),
  fc.tuple(
    fc.constant(DNS_TYPE.soa),
    fc.record({
      kind: fc.constant('soa' as const),
      ...{ primary: name, mailbox: name, serial: u32, refresh: u32, retry: u32, expire: u32, minimum: u32 },
    }),
  ),
  fc.tuple(
    fc.constant(DNS_TYPE.txt),
    fc.record({
      kind: fc.constant('txt' as const),
      strings: fc.array(fc.uint8Array({ maxLength: 255 }), { minLength: 1, maxLength: 3 }),
    }),
  ),
  fc.tuple(
    fc.constant(DNS_TYPE.opt),
    fc.record({
      kind: fc.constant('opt' as const),
      options: fc.array(fc.record({ code: u16, data: fc.uint8Array({ maxLength: 20 }) }), { maxLength: 3 }),
    }),
  ),
  fc.tuple(
    fc.constantFrom(33, 65, 257),
    fc.record({ kind: fc.constant('unknown' as const), bytes: fc.uint8Array({ maxLength: 40 }) }),
  ),
);
const records = fc.array(
  fc.tuple(name, u16, u32, data).map(([owner, inClass, ttl, [type, contents]]): DnsRecord => {
    return { name: owner, type, class: inClass, ttl, data: contents };
  }),
  { maxLength: 3 },
);
const message: fc.Arbitrary<DnsMessage> = fc.record({
  ...{ id: u16, response: fc.boolean(), opcode: fc.nat(15), authoritative: fc.boolean() },
  ...{ truncated: fc.boolean(), recursionDesired: fc.boolean(), recursionAvailable: fc.boolean() },
  ...{ authenticData: fc.boolean(), checkingDisabled: fc.boolean(), responseCode: fc.nat(15) },
  questions: fc.array(fc.record({ name, type: u16, class: u16 }), { maxLength: 2 }),
  ...{ answers: records, authorities: records, additionals: records },
});

describe('written by hand (RFC 1035 §4.1)', () => {
  test('a question: www.example.com A IN, recursion desired', () => {
    const bytes = '1234 0100 0001 0000 0000 0000 03777777 076578616d706c65 03636f6d 00 0001 0001';
    expect(hex(encodeDns(query))).toBe(bytes.replace(/\s/g, ''));
  });

  test('an answer with an alias: names are written once, and then pointed at', () => {
    const answer: DnsMessage = {
      ...query,
      ...{ response: true, recursionAvailable: true },
      answers: [
        record('www.example.com', DNS_TYPE.cname, { kind: 'name', name: 'web.example.com' }),
        record('web.example.com', DNS_TYPE.a, { kind: 'a', address: 0xc0000207 }),
      ],
    };
    const bytes = [
      '1234 8180 0001 0002 0000 0000',
      '03777777 076578616d706c65 03636f6d 00 0001 0001', // www at 12, example.com at 16
      'c00c 0005 0001 0000012c 0006 03776562 c010', // from 33 on; web at 45
      'c02d 0001 0001 0000012c 0004 c0000207',
    ];
    expect(hex(encodeDns(answer))).toBe(bytes.join('').replace(/\s/g, ''));
    expect(readDns(encodeDns(answer))).toEqual({
      value: answer,
      payload: new Uint8Array(0),
      fault: undefined,
    });
  });

  test('the names of RFC 1035 §4.1.4: F.ISI.ARPA at 20, FOO.F.ISI.ARPA at 40, ARPA and the root', () => {
    const head = '0000 0000 0004 0000 0000 0000';
    const bytes = fromHex(
      `${head} 0146 03495349 0441525041 00 0001 0001  03464f4f c00c 0001 0001  c012 0001 0001  00 0001 0001`,
    );
    expect(readDns(bytes).value?.questions.map((each) => each.name)).toEqual([
      'F.ISI.ARPA',
      'FOO.F.ISI.ARPA',
      'ARPA',
      '.',
    ]);
    expect(hex(encodeDns(readDns(bytes).value!))).toBe(hex(bytes));
  });
});

test('read(encode(x)) = x, and so encode(read(b)) = b for names compressed in our one manner', () => {
  fc.assert(
    fc.property(message, (value) => {
      const bytes = encodeDns(value);
      expect(readDns(bytes)).toEqual({ value, payload: new Uint8Array(0), fault: undefined });
      expect(decodeDns(bytes).problems).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

test('the laws of codecs on damaged messages; however names were compressed, encoding keeps what they say', () => {
  const good = encodeDns({
    ...query,
    response: true,
    answers: [
      record('www.example.com', DNS_TYPE.cname, { kind: 'name', name: 'web.example.com' }),
      record('web.example.com', DNS_TYPE.mx, { kind: 'mx', preference: 10, exchange: 'mail.example.com' }),
      record('example.com', DNS_TYPE.txt, { kind: 'txt', strings: [encodeUtf8('v=spf1')] }),
    ],
    additionals: [
      record('.', DNS_TYPE.opt, { kind: 'opt', options: [{ code: 10, data: new Uint8Array(8) }] }),
    ],
  });
  fc.assert(
    fc.property(damaged(good), (bytes) => {
      const cheap = readDns(bytes);
      const full = decodeDns(bytes);
      expect(full.value).toEqual(cheap.value);
      expect(inside(bytes, full.fields) && inside(bytes, full.problems)).toBe(true);
      if (cheap.fault) expect(full.problems.map(({ code }) => code)).toContain(cheap.fault);
      if (full.value && full.problems.length === 0) {
        expect(readDns(encodeDns(full.value)).value).toEqual(full.value);
      }
    }),
    { numRuns: 5000 },
  );
});

describe('damage', () => {
  const head = '0000 0000 0001 0000 0000 0000';
  const answer = '0000 8000 0000 0001 0000 0000';
  const codes = (bytes: string) => decodeDns(fromHex(bytes)).problems.map(({ code }) => code);
  test.each([
    ['half a header', '0000 0000 0001', 'dns.truncated'],
    ['a question that is not there', head, 'dns.truncated'],
    ['a label beyond the end', `${head} 05616263`, 'dns.truncated'],
    ['a name without an end', `${head} 0161`, 'dns.truncated'],
    ['half a pointer', `${head} c0`, 'dns.truncated'],
    ['a pointer to itself', `${head} c00c 0001 0001`, 'dns.bad-pointer'],
    ['a pointer forward', `${head} c020 0001 0001`, 'dns.bad-pointer'],
    ['two pointers around', `${head} 0161 c00c 0001 0001`, 'dns.bad-pointer'],
    ['a label of the reserved kind', `${head} 4161 00 0001 0001`, 'dns.bad-label'],
    [
      'a name of 256 bytes',
      `${head} ${`3f${'61'.repeat(63)}`.repeat(3)}3f${'61'.repeat(63)}00 0001 0001`,
      'dns.long-name',
    ],
    ['data beyond the end', `${answer} 00 0001 0001 00000000 0005 00000000`, 'dns.truncated'],
    ['the reserved bit', '0000 0040 0000 0000 0000 0000', 'dns.reserved-bit'],
    ['an A record of three bytes', `${answer} 00 0001 0001 00000000 0003 010203`, 'dns.odd-data'],
    ['an A record of five bytes', `${answer} 00 0001 0001 00000000 0005 0102030405`, 'dns.odd-data'],
    ['a name that leaves its record', `${answer} 00 0005 0001 00000000 0002 0361 626300`, 'dns.odd-data'],
    ['a TXT record without a string', `${answer} 00 0010 0001 00000000 0000`, 'dns.odd-data'],
  ])('%s', (_, bytes, code) => {
    expect(codes(bytes)).toEqual([code]);
  });

  test('what stands before the damage is given', () => {
    const bytes = encodeDns({ ...query, answers: [record('a.b', DNS_TYPE.a, { kind: 'a', address: 1 })] });
    const cut = readDns(bytes.subarray(0, bytes.length - 1));
    expect(cut.fault).toBe('dns.truncated');
    expect(cut.value).toEqual(query);
    expect(cut.payload.length).toBe(18);
  });

  test('odd data does not keep the next record from being read', () => {
    const bytes = fromHex(
      `0000 8000 0000 0002 0000 0000 00 0001 0001 00000000 0001 07 00 0001 0001 00000000 0004 c0000207`,
    );
    expect(readDns(bytes).value?.answers.map((each) => each.data)).toEqual([
      { kind: 'unknown', bytes: Uint8Array.of(7) },
      { kind: 'a', address: 0xc0000207 },
    ]);
  });
});

describe('names', () => {
  test.each([
    ['.', []],
    ['a', ['61']],
    ['a.', ['61']],
    ['a\\.b.c', ['612e62', '63']],
    ['a\\\\.c', ['615c', '63']],
    ['\\000\\255', ['00ff']],
    ['x\\.', ['782e']],
  ])('%s', (text, labels) => {
    expect(labelsOf(text)?.map(hex)).toEqual(labels);
  });
  test.each(['', '..', 'a..b', '.a', 'x'.repeat(64), `${'x'.repeat(63)}.`.repeat(4), '한글', '\\256', 'a\\'])(
    '%j is none',
    (text) => {
      expect(labelsOf(text)).toBeUndefined();
    },
  );
  test('labels of any bytes come back from their text', () => {
    const labels = fc.array(fc.uint8Array({ minLength: 1, maxLength: 63 }), { maxLength: 3 });
    fc.assert(
      fc.property(labels, (list) => {
        expect(labelsOf(nameOf(list))).toEqual(list);
      }),
    );
  });
});

test.each([
  ['no name', { ...query, questions: [{ name: 'a..b', type: 1, class: 1 }] }],
  [
    'a string too long',
    { ...query, answers: [record('.', 16, { kind: 'txt', strings: [new Uint8Array(256)] })] },
  ],
  [
    'a message too long',
    { ...query, answers: [record('.', 99, { kind: 'unknown', bytes: new Uint8Array(65_536) })] },
  ],
])('%s cannot be meant', (_, value) => {
  expect(() => encodeDns(value)).toThrow(RangeError);
});

test.each([
  ['20010db8000000000000000000000001', '2001:db8::1'],
  ['00000000000000000000000000000000', '::'],
  ['00000000000000000000000000000001', '::1'],
  ['fe800000000000000000000000000000', 'fe80::'],
  ['20010db8000000010001000100010001', '2001:db8:0:1:1:1:1:1'], // RFC 5952 §4.2.2: not for one group
  ['20010000000000010000000000000001', '2001:0:0:1::1'], // §4.2.3: the longer run
  ['20010db8000000000001000000000001', '2001:db8::1:0:0:1'], // §4.2.3: of equals the first
])('%s is written %s', (bytes, text) => {
  expect(formatIpv6(fromHex(bytes))).toBe(text);
});

describe('in a frame, told by port 53', () => {
  const ip: Ipv4Header = {
    ...{ dscp: 0, ecn: 0, identification: 7, dontFragment: true, moreFragments: false, fragmentOffset: 0 },
    ...{ ttl: 64, protocol: 17, source: 1, destination: 2, options: new Uint8Array(0) },
  };
  const framed = (packet: Uint8Array) =>
    encodeEthernet({ destination: 2, source: 1, etherType: ETHER_TYPE.ipv4 }, packet);
  const udp = (destinationPort: number, payload: Uint8Array) =>
    framed(encodeDatagram(ip, { sourcePort: 49152, destinationPort, checksummed: true }, payload));
  const tcp = (payload: Uint8Array) =>
    framed(
      encodeSegment(
        { ...ip, protocol: 6 },
        {
          sourcePort: 53,
          destinationPort: 49152,
          seq: 1,
          ack: 1,
          flags: 24,
          window: 1,
          urgent: 0,
          options: [],
        },
        payload,
      ),
    );
  const bytes = encodeDns(query);
  const prefixed = Uint8Array.of(0, bytes.length, ...bytes);
  const names = (frame: Uint8Array) => decodeFrame(frame).map((layer) => [layer.name, layer.length]);
  const below = [
    ['ethernet', 14],
    ['ipv4', 20],
  ];

  test.each<[string, Uint8Array, unknown[]]>([
    [
      'UDP',
      udp(53, bytes),
      [
        ['udp', 8],
        ['dns', 33],
      ],
    ],
    [
      'UDP to another port',
      udp(54, bytes),
      [
        ['udp', 8],
        ['data', 33],
      ],
    ],
    [
      'UDP with something that is no message',
      udp(53, bytes.subarray(0, 5)),
      [
        ['udp', 8],
        ['data', 5],
      ],
    ],
    [
      'UDP with bytes left over',
      udp(53, Uint8Array.of(...bytes, 1)),
      [
        ['udp', 8],
        ['dns', 33],
        ['data', 1],
      ],
    ],
    [
      'TCP',
      tcp(prefixed),
      [
        ['tcp', 20],
        ['dns', 35],
      ],
    ],
    [
      'TCP with the beginning of a second message',
      tcp(Uint8Array.of(...prefixed, 0)),
      [
        ['tcp', 20],
        ['dns', 35],
        ['data', 1],
      ],
    ],
    [
      'TCP with the beginning of a message',
      tcp(prefixed.subarray(0, 20)),
      [
        ['tcp', 20],
        ['data', 20],
      ],
    ],
  ])('%s', (_, frame, above) => {
    expect(names(frame)).toEqual([...below, ...above]);
  });

  test('over TCP every place moves by the two bytes of the length', () => {
    const [prefix, id] = decodeDnsOverTcp(prefixed).fields;
    expect(prefix).toMatchObject({ name: 'dns.length', offset: 0, value: 33 });
    expect(id).toMatchObject({ name: 'dns.id', offset: 2, value: 0x1234 });
  });
});
