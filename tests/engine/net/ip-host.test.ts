import { describe, expect, it } from 'vitest';
import { SECOND, type Ns } from '#engine/kernel/time.ts';
import type { Observation } from '#engine/net/host.ts';
import { IpHost } from '#engine/net/ip-host.ts';
import type { Datagram, PathError, Transport } from '#engine/net/transport.ts';
import { fragment } from '#engine/wire/fragment.ts';
import { echo, encodeIcmp, readIcmp, unreachable } from '#engine/wire/icmp.ts';
import { encodeIpv4, PROTOCOL, type Ipv4Header } from '#engine/wire/ipv4.ts';
import { readIpv4 } from '#engine/wire/ipv4-read.ts';
import { NO_BYTES } from '#engine/wire/layer.ts';
import { ip } from './scripted.ts';

const ME = ip('192.0.2.80');
const PEER = ip('192.0.2.10');
const FAR = ip('198.51.100.9');
const NUMBER = 200;

/** A protocol that writes down what it hears, and sends what it is told. */
class Diary implements Transport {
  readonly protocol = NUMBER;
  readonly heard: { header: Ipv4Header; payload: Uint8Array }[] = [];
  readonly errors: PathError[] = [];
  readonly waiting: Datagram[] = [];
  answer: 'nobody' | undefined;
  receive(header: Ipv4Header, payload: Uint8Array): 'nobody' | undefined {
    this.heard.push({ header, payload });
    return this.answer;
  }
  receiveError(error: PathError): void {
    this.errors.push(error);
  }
  transmit(): Datagram[] {
    return this.waiting.splice(0);
  }
  nextWake(): Ns | null {
    return this.waiting.length > 0 ? 0 : null;
  }
  say(destination: number, bytes: number, dontFragment = false): void {
    const payload = new Uint8Array(bytes).fill(7);
    const source = ME;
    this.waiting.push({ source, destination, payload, dontFragment, retransmission: false, reason: 'x' });
  }
}

function make(mtu = 1500) {
  const diary = new Diary();
  const said: Observation[] = [];
  const host = new IpHost({
    name: 'host',
    interfaces: [{ address: ME, prefixLength: 24, gateway: ip('192.0.2.1'), mtu }],
    transports: () => [diary],
    observe: (_, one) => said.push(one),
  });
  const reasons = () => said.splice(0).map(({ reason }) => reason);
  return { host, diary, reasons };
}

const header = (given: Partial<Ipv4Header> = {}): Ipv4Header => ({
  ...{ dscp: 0, ecn: 0, identification: 1, dontFragment: false, moreFragments: false, fragmentOffset: 0 },
  ...{ ttl: 64, protocol: NUMBER, source: PEER, destination: ME, options: NO_BYTES, ...given },
});
const packet = (given: Partial<Ipv4Header> = {}, payload: Uint8Array = new Uint8Array(20)) =>
  encodeIpv4(header(given), payload);

describe('what comes in', () => {
  it.each([
    ['its own address', {}, []],
    ['all on the segment', { destination: ip('255.255.255.255') }, []],
    ['all on its network', { destination: ip('192.0.2.255') }, []],
    ['somebody else', { destination: PEER }, ['ip.discard-not-mine']],
    ['a group that it is not in', { destination: ip('239.1.1.1') }, ['ip.discard-not-mine']],
    ['itself, from loopback', { source: ip('127.0.0.1') }, ['ip.discard-martian']],
    ['loopback', { destination: ip('127.0.0.1') }, ['ip.discard-martian']],
    ['itself, from a group', { source: ip('224.0.0.1') }, ['ip.discard-martian']],
    ['itself, from all', { source: ip('192.0.2.255') }, ['ip.discard-martian']],
  ])('for %s', (_, given, expected) => {
    const { host, diary, reasons } = make();
    host.receive(packet(given), 0);
    expect(reasons()).toEqual(expected);
    expect(diary.heard).toHaveLength(expected.length === 0 ? 1 : 0);
    expect(host.poll(0)).toEqual([]);
  });
  it('for a group as long as somebody belongs to it', () => {
    const { host, diary } = make();
    const group = ip('239.1.1.1');
    host.memberships.join(group);
    host.memberships.join(group);
    host.memberships.leave(group);
    host.receive(packet({ destination: group }), 0);
    host.memberships.leave(group);
    host.receive(packet({ destination: group }), 0);
    expect(diary.heard).toHaveLength(1);
  });
  it('with a flipped bit in its header is thrown away', () => {
    const { host, reasons } = make();
    const bytes = packet();
    bytes[8]! ^= 1;
    host.receive(bytes, 0);
    expect(reasons()).toEqual(['ip.discard-faulty']);
  });
  it('without its padding', () => {
    const { host, diary } = make();
    host.receive(Uint8Array.from([...packet({}, NO_BYTES), ...new Uint8Array(26)]), 0);
    expect(diary.heard[0]!.payload).toHaveLength(0);
  });
  it('in pieces, in any order, is put together (RFC 791 §3.2)', () => {
    const { host, diary, reasons } = make();
    const data = Uint8Array.from({ length: 4000 }, (_, at) => at & 255);
    for (const piece of fragment(header(), data, 1500).reverse()) host.receive(piece, 0);
    expect(reasons()).toEqual(['ip.fragment-kept', 'ip.fragment-kept', 'ip.reassembled']);
    expect(diary.heard.map(({ payload }) => payload)).toEqual([data]);
  });
  it('in pieces that do not all come is told of where the first is there (RFC 1122 §3.3.2)', () => {
    const { host } = make();
    host.receive(fragment(header(), new Uint8Array(4000), 1500)[0]!, 0);
    expect(host.nextWake()).toBe(30 * SECOND);
    const [message] = host.poll(30 * SECOND);
    expect(readIcmp(readIpv4(message!).payload).value).toMatchObject({ type: 11, code: 1 });
    expect(host.nextWake()).toBeNull();
  });
});

describe('ICMP', () => {
  it('echo is answered from the address that was asked, with the same data', () => {
    const { host } = make();
    const data = Uint8Array.from([1, 2, 3]);
    host.receive(packet({ protocol: PROTOCOL.icmp }, encodeIcmp(echo(7, 9), data)), 0);
    const reply = readIpv4(host.poll(0)[0]!);
    expect(reply.value).toMatchObject({ source: ME, destination: PEER });
    expect(readIcmp(reply.payload)).toMatchObject({
      value: { type: 0, code: 0, rest: 0x70009 },
      payload: data,
    });
  });
  it.each([
    ['an unknown protocol', { protocol: 99 }, undefined, 2],
    ['a port that nobody has', {}, 'nobody', 3],
  ] as const)('tells of %s, quoting what came', (_, given, answer, code) => {
    const { host, diary } = make();
    diary.answer = answer;
    const bytes = packet(given, new Uint8Array(1000));
    host.receive(bytes, 0);
    const out = host.poll(0)[0]!;
    const message = readIcmp(readIpv4(out).payload);
    expect(message.value).toMatchObject({ type: 3, code });
    expect(message.payload).toEqual(bytes.subarray(0, 548));
    expect(out).toHaveLength(576);
  });
  it.each([
    [
      'an ICMP error',
      { protocol: PROTOCOL.icmp },
      encodeIcmp(unreachable(3), packet({ source: ME, protocol: 99 })),
    ],
    ['what went to all', { protocol: 99, destination: ip('192.0.2.255') }, NO_BYTES],
    ['a source that is nobody', { protocol: 99, source: 0 }, NO_BYTES],
  ])('tells nothing about %s (RFC 1122 §3.2.2)', (_, given, payload) => {
    const { host } = make();
    host.receive(packet(given, payload), 0);
    expect(host.poll(0)).toEqual([]);
  });
  it('comes in bursts of six at most, then one a second', () => {
    const { host } = make();
    const told = (at: number) => (host.receive(packet({ protocol: 99 }), at), host.poll(at).length);
    expect([1, 2, 3, 4, 5, 6, 7, 8].map(() => told(0))).toEqual([1, 1, 1, 1, 1, 1, 0, 0]);
    expect([told(SECOND - 1), told(SECOND), told(SECOND)]).toEqual([0, 1, 0]);
  });
  it('errors go to the protocol that they quote', () => {
    const { host, diary } = make();
    const quoted = encodeIpv4(
      header({ source: ME, destination: FAR }),
      Uint8Array.from({ length: 40 }, (_, at) => at),
    );
    const message = encodeIcmp(unreachable(4, 1400), quoted.subarray(0, 28));
    host.receive(packet({ protocol: PROTOCOL.icmp, source: ip('192.0.2.1') }, message), 0);
    expect(diary.errors[0]).toMatchObject({ from: ip('192.0.2.1'), type: 3, code: 4, mtu: 1400 });
    expect([...diary.errors[0]!.quotedPayload]).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });
  it('errors about a packet that this host never sent are none of its business', () => {
    const { host, diary, reasons } = make();
    const message = encodeIcmp(unreachable(3), encodeIpv4(header({ source: FAR }), new Uint8Array(8)));
    host.receive(packet({ protocol: PROTOCOL.icmp }, message), 0);
    expect([diary.errors, reasons()]).toEqual([[], ['ip.discard-icmp']]);
  });
});

describe('what goes out', () => {
  it.each([
    ['a neighbour', PEER, { by: 0 }],
    ['anybody else, by the gateway', FAR, { by: 0, nextHop: ip('192.0.2.1') }],
  ])('to %s', (_, destination, way) => {
    const { host, diary } = make();
    diary.say(destination, 10);
    expect(host.transmit(0)).toMatchObject([way]);
  });
  it('is cut into pieces that the link carries, unless it must not be', () => {
    const { host, diary } = make(576);
    diary.say(PEER, 1000);
    diary.say(PEER, 1000, true);
    expect(host.poll(0).map((bytes) => bytes.length)).toEqual([572, 468]);
    expect(diary.errors).toMatchObject([{ from: ME, type: 3, code: 4, mtu: 576 }]);
  });
  it('to itself comes back without leaving', () => {
    const { host, diary } = make();
    for (const to of [ME, ip('127.0.0.1')]) diary.say(to, 5);
    expect(host.poll(0)).toEqual([]);
    expect(host.nextWake()).toBe(0);
    host.poll(0);
    expect(diary.heard.map(({ header: { destination } }) => destination)).toEqual([ME, ip('127.0.0.1')]);
  });
  it('to a group goes one hop far, and to itself too where it belongs to it', () => {
    const { host, diary } = make();
    host.memberships.join(ip('239.1.1.1'));
    diary.say(ip('239.1.1.1'), 5);
    expect(readIpv4(host.poll(0)[0]!).value!.ttl).toBe(1);
    host.poll(0);
    expect(diary.heard).toHaveLength(1);
  });
  it('and finds nobody there: the protocol hears of it', () => {
    const { host, diary } = make();
    diary.say(PEER, 5);
    host.undelivered(host.poll(0)[0]!, 0);
    expect(diary.errors).toMatchObject([{ type: 3, code: 1, from: ME }]);
  });
});
