import { describe, expect, test } from 'vitest';
import { parseIpv4 } from '#engine/wire/address.ts';
import { encodeArp } from '#engine/wire/arp.ts';
import type { Capture } from '#engine/wire/capture.ts';
import { DNS_TYPE } from '#engine/wire/dns-header.ts';
import { encodeDns, type DnsData, type DnsMessage } from '#engine/wire/dns.ts';
import { encodeEthernet, ETHER_TYPE } from '#engine/wire/ethernet.ts';
import { fragment } from '#engine/wire/fragment.ts';
import * as icmp from '#engine/wire/icmp.ts';
import { encodeIpv4, PROTOCOL, type Ipv4Header } from '#engine/wire/ipv4.ts';
import { encodeIpv4Options } from '#engine/wire/ipv4-options.ts';
import { encodePcap } from '#engine/wire/pcap.ts';
import { encodePcapng } from '#engine/wire/pcapng.ts';
import { encodeSegment, FLAG } from '#engine/wire/tcp.ts';
import { encodeDatagram, encodeUdp } from '#engine/wire/udp.ts';
import { hasTshark, packetsOf } from '../../support/tshark.ts';

const client = parseIpv4('192.0.2.1')!;
const server = parseIpv4('198.51.100.7')!;
const NOTHING = new Uint8Array(0);
const ip = (protocol: number, change: Partial<Ipv4Header> = {}): Ipv4Header => ({
  ...{ dscp: 0, ecn: 0, identification: 7, dontFragment: false, moreFragments: false, fragmentOffset: 0 },
  ...{ ttl: 64, protocol, source: client, destination: server, options: NOTHING },
  ...change,
});
const back = { source: server, destination: client };
const framed = (packet: Uint8Array, etherType: number = ETHER_TYPE.ipv4) =>
  encodeEthernet({ destination: 0x5e005302, source: 0x5e005301, etherType }, packet);

/** A handshake's first two segments and one with data. */
function segments(): Uint8Array[] {
  const common = { window: 65535, urgent: 0 };
  const options = [
    { kind: 'mss', mss: 1460 },
    { kind: 'sack-permitted' },
    { kind: 'timestamps', value: 7, echo: 0 },
    { kind: 'nop' },
    { kind: 'window-scale', shift: 7 },
  ] as const;
  const later = [{ kind: 'nop' }, { kind: 'nop' }, { kind: 'timestamps', value: 8, echo: 7 }] as const;
  const [up, down] = [
    { sourcePort: 49152, destinationPort: 80 },
    { sourcePort: 80, destinationPort: 49152 },
  ];
  return [
    encodeSegment(ip(6), { ...common, ...up, seq: 100, ack: 0, flags: FLAG.SYN, options }, NOTHING),
    encodeSegment(
      ip(6, back),
      { ...common, ...down, seq: 300, ack: 101, flags: FLAG.SYN | FLAG.ACK, options },
      NOTHING,
    ),
    encodeSegment(
      ip(6),
      { ...common, ...up, seq: 101, ack: 301, flags: FLAG.PSH | FLAG.ACK, options: later },
      new Uint8Array(1001).fill(0x61),
    ),
  ];
}

const ports = { sourcePort: 49152, destinationPort: 9, checksummed: true };
const data = new Uint8Array(33).fill(0x62);
const datagram = encodeDatagram(ip(PROTOCOL.udp), ports, data);
const message = (header: icmp.IcmpHeader, payload: Uint8Array) =>
  encodeIpv4(ip(PROTOCOL.icmp, back), icmp.encodeIcmp(header, payload));
const quote = icmp.quoteOf(datagram);
const options = encodeIpv4Options([
  { kind: 'record-route', pointer: 4, route: [0, 0, 0] },
  { kind: 'timestamp', pointer: 5, overflow: 0, flag: 0, slots: [0, 0] },
  { kind: 'router-alert', value: 0 },
]);

const frames: [string, Uint8Array[]][] = [
  ['TCP with all of its usual options', segments().map((packet) => framed(packet))],
  [
    'UDP, with and without a checksum, and one whose checksum comes out as zero',
    [
      framed(datagram),
      framed(encodeDatagram(ip(PROTOCOL.udp), { ...ports, checksummed: false }, data)),
      framed(encodeDatagram(ip(PROTOCOL.udp), ports, zeroSum())),
    ],
  ],
  [
    'ping and its answer',
    [
      framed(encodeIpv4(ip(PROTOCOL.icmp), icmp.encodeIcmp(icmp.echo(1, 9), data))),
      framed(message(icmp.echoReply(1, 9), data)),
    ],
  ],
  [
    'ICMP errors with what they quote',
    [
      framed(message(icmp.unreachable(icmp.UNREACHABLE.port), quote)),
      framed(message(icmp.unreachable(icmp.UNREACHABLE.fragmentationNeeded, 1400), quote)),
      framed(message(icmp.timeExceeded(icmp.EXCEEDED.inTransit), quote)),
      framed(message(icmp.redirect(icmp.REDIRECT.host, client), quote)),
      framed(message(icmp.parameterProblem(20), quote)),
    ],
  ],
  ['IPv4 options', [framed(encodeDatagram(ip(PROTOCOL.udp, { options }), ports, data))]],
  [
    'fragments, put together again by tshark',
    fragment(
      ip(PROTOCOL.udp),
      encodeUdp(ports, new Uint8Array(3000), { source: client, destination: server }),
      1500,
    ).map((packet) => framed(packet)),
  ],
  [
    'DNS over UDP and over TCP, with every kind of record',
    [dnsQuestion(), dnsAnswer()].flatMap((bytes, index) => {
      const direction = index === 0 ? {} : back;
      const to = { sourcePort: index === 0 ? 49152 : 53, destinationPort: index === 0 ? 53 : 49152 };
      const tcp = { ...to, seq: 1, ack: 1, flags: FLAG.ACK | FLAG.PSH, window: 1000, urgent: 0, options: [] };
      const prefixed = Uint8Array.of(bytes.length >> 8, bytes.length & 255, ...bytes);
      return [
        framed(encodeDatagram(ip(PROTOCOL.udp, direction), { ...to, checksummed: true }, bytes)),
        framed(encodeSegment(ip(PROTOCOL.tcp, direction), tcp, prefixed)),
      ];
    }),
  ],
  [
    'ARP, and a VLAN tag',
    [
      framed(
        encodeArp({ operation: 1, senderMac: 0x5e005301, senderIp: client, targetMac: 0, targetIp: server }),
        ETHER_TYPE.arp,
      ),
      encodeEthernet(
        {
          destination: 2,
          source: 1,
          etherType: ETHER_TYPE.ipv4,
          vlan: { priority: 5, dropEligible: false, id: 42 },
        },
        datagram,
      ),
    ],
  ],
];

function dnsQuestion(): Uint8Array {
  return encodeDns(question());
}

function question(): DnsMessage {
  return {
    ...{ id: 0x1234, response: false, opcode: 0, authoritative: false, truncated: false },
    ...{ recursionDesired: true, recursionAvailable: false, authenticData: false, checkingDisabled: false },
    responseCode: 0,
    questions: [{ name: 'www.example.com', type: DNS_TYPE.a, class: 1 }],
    ...{ answers: [], authorities: [], additionals: [] },
  };
}

function dnsAnswer(): Uint8Array {
  const record = (name: string, type: number, data: DnsData) => ({ name, type, class: 1, ttl: 300, data });
  const numbers = { serial: 2026112101, refresh: 7200, retry: 900, expire: 1209600, minimum: 300 };
  const soa = { kind: 'soa' as const, primary: 'ns1.example.com', mailbox: 'root.example.com', ...numbers };
  const address = Uint8Array.of(0x20, 1, 0xd, 0xb8, ...new Uint8Array(11), 1);
  return encodeDns({
    ...question(),
    ...{ response: true, recursionAvailable: true },
    answers: [
      record('www.example.com', DNS_TYPE.cname, { kind: 'name', name: 'web.example.com' }),
      record('web.example.com', DNS_TYPE.a, { kind: 'a', address: server }),
      record('web.example.com', DNS_TYPE.aaaa, { kind: 'aaaa', address }),
      record('example.com', DNS_TYPE.mx, { kind: 'mx', preference: 10, exchange: 'mail.example.com' }),
      record('example.com', DNS_TYPE.txt, { kind: 'txt', strings: [Uint8Array.of(0x76, 0x3d, 0x31)] }),
    ],
    authorities: [
      record('example.com', DNS_TYPE.ns, { kind: 'name', name: 'ns1.example.com' }),
      record('example.com', DNS_TYPE.soa, soa),
    ],
    additionals: [{ name: '.', type: DNS_TYPE.opt, class: 1232, ttl: 0, data: { kind: 'opt', options: [] } }],
  });
}

/** Two bytes of data with which the checksum over `ip(udp)` and `ports` comes out as zero. */
function zeroSum(): Uint8Array {
  const sum = encodeDatagram(ip(PROTOCOL.udp), ports, new Uint8Array(2)).subarray(26, 28);
  return sum.slice();
}

describe.skipIf(!hasTshark)('tshark reads what we write (skipped without tshark)', () => {
  const preferences = ['ip', 'tcp', 'udp'].map((each) => `${each}.check_checksum:TRUE`);
  const look = (file: Uint8Array, fields: readonly string[]) => packetsOf(file, fields, { preferences });
  const capture = (packets: readonly Uint8Array[]): Capture => ({
    interfaces: [{ name: 'wire' }],
    packets: packets.map((bytes, n) => ({ interface: 0, atNs: n * 1_234_567_891, bytes })),
  });

  test.each(frames)('%s: no checksum bad, nothing malformed', (_, packets) => {
    const protocols = [
      'ip.checksum.status',
      'tcp.checksum.status',
      'udp.checksum.status',
      'icmp.checksum.status',
      'arp.opcode', // which has no checksum; 1 here
    ];
    const rows = look(encodePcapng(capture(packets)), ['_ws.malformed', '_ws.expert.severity', ...protocols]);
    expect(rows.length).toBe(packets.length);
    for (const [malformed, severities, ...statuses] of rows) {
      expect(malformed).toBe('');
      // chat is 0x200000 and note 0x400000; warnings, 0x600000, and errors, 0x800000, must not be there
      expect(severities!.split(',').filter((severity) => Number(severity) >= 0x600000)).toEqual([]);
      // 0 is bad, 1 good, 2 unverified (what is quoted), 3 not present
      expect(statuses.flatMap((status) => status.split(',')).filter((status) => status === '0')).toEqual([]);
      expect(statuses.join('')).not.toBe('');
    }
  });

  test('tshark finds in DNS what we put in', () => {
    const [, packets] = frames.find(([name]) => name.startsWith('DNS'))!;
    const fields = [
      'dns.qry.name',
      'dns.cname',
      'dns.a',
      'dns.aaaa',
      'dns.mx.mail_exchange',
      'dns.txt',
      'dns.ns',
      'dns.soa.mname',
    ];
    const said = [
      'www.example.com',
      'web.example.com',
      '198.51.100.7',
      '2001:db8::1',
      'mail.example.com',
      'v=1',
      'ns1.example.com',
      'ns1.example.com',
    ];
    const [, , overUdp, overTcp] = look(encodePcapng(capture(packets)), fields);
    expect([overUdp, overTcp]).toEqual([said, said]);
  });

  test('the fragments make one datagram of 3000 bytes', () => {
    const [, packets] = frames.find(([name]) => name.startsWith('fragments'))!;
    const last = look(encodePcapng(capture(packets)), ['ip.reassembled.length', 'udp.length']).at(-1);
    expect(last).toEqual(['3008', '3008']);
  });

  test.each(['little', 'big'] as const)('pcapng, %s-endian: times and comments', (order) => {
    const packets = segments().map((packet, n) => {
      return { interface: 0, atNs: n * 1_234_567_891, bytes: framed(packet), comment: `프레임 ${n}` };
    });
    const file = encodePcapng({ interfaces: [{ name: 'wire' }], packets }, order);
    expect(look(file, ['frame.time_epoch', 'frame.comment', 'frame.interface_name'])).toEqual([
      ['0.000000000', '프레임 0', 'wire'],
      ['1.234567891', '프레임 1', 'wire'],
      ['2.469135782', '프레임 2', 'wire'],
    ]);
  });

  test.each(['little', 'big'] as const)(
    'pcap, %s-endian: nanoseconds since 1970, and what was cut',
    (order) => {
      const bytes = framed(segments()[0]!);
      const packets = [{ interface: 0, atNs: 999_999_999, bytes: bytes.slice(0, 60), originalLength: 74 }];
      const file = encodePcap({ epochSeconds: 1_795_000_000, interfaces: [{ name: '' }], packets }, order);
      const fields = ['frame.time_epoch', 'frame.cap_len', 'frame.len'];
      expect(look(file, fields)).toEqual([['1795000000.999999999', '60', '74']]);
    },
  );
});
