import { describe, expect, it } from 'vitest';
import type { Datagram } from '#engine/net/transport.ts';
import { TCP_DEFAULTS, type TcpConfig } from '#engine/tcp/config.ts';
import { ecn } from '#engine/tcp/ecn.ts';
import { Tcp } from '#engine/tcp/tcp.ts';
import { readTcp } from '#engine/wire/tcp-read.ts';
import { FLAG, formatFlags } from '#engine/wire/tcp.ts';
import { A, B, bytesOf, PORT } from './pair.ts';

const CE = 3;
const [ACK, ECE, CWR] = [FLAG.ACK, FLAG.ECE, FLAG.CWR];
const tcp = (config: Partial<TcpConfig> = {}) =>
  new Tcp({ config: { ...TCP_DEFAULTS, ecn, ...config }, secret: [1, 2] });

/** What was sent: its ECN bits and its flags. */
const told = (one: Datagram) => ({ ecn: one.ecn ?? 0, flags: readTcp(one.payload, one).value!.flags });

/** Hands everything over; `marked` says which packets a router marks. Gives what was sent. */
function move(from: Tcp, to: Tcp, marked: (nth: number) => boolean = () => false) {
  const sent = from.transmit(0);
  sent.forEach((one, nth) => {
    const ip = { dscp: 0, identification: 0, moreFragments: false, fragmentOffset: 0, ttl: 64, protocol: 6 };
    const ecn = marked(nth) ? CE : (one.ecn ?? 0);
    to.receive({ ...ip, ...one, ecn, options: new Uint8Array(0) }, one.payload, 0);
  });
  return sent.map(told);
}

function connected(client: Tcp, server: Tcp) {
  const listener = server.listen({ address: null, port: PORT }, 0)!;
  const c = client.connect({ local: { address: A }, remote: { address: B, port: PORT } }, 0)!;
  const handshake = [...move(client, server), ...move(server, client), ...move(client, server)];
  return { c, s: server.accept(listener, 0)!, handshake };
}

describe('ECN is negotiated (RFC 3168 §6.1.1)', () => {
  it.each([
    ['both can', true, true, ['SYN,ECE,CWR', 'SYN,ECE,ACK', 'ACK'], 2],
    ['only the client can', true, false, ['SYN,ECE,CWR', 'SYN,ACK', 'ACK'], 0],
    ['only the server can', false, true, ['SYN', 'SYN,ACK', 'ACK'], 0],
  ] as const)('%s', (_, client, server, flags, bits) => {
    const [a, b] = [tcp({ ecn: client ? ecn : null }), tcp({ ecn: server ? ecn : null })];
    const { c, handshake } = connected(a, b);
    expect(handshake.map((one) => formatFlags(one.flags))).toEqual(flags);
    expect(handshake.every((one) => one.ecn === 0)).toBe(true);
    a.send(c, bytesOf(1, 3 * 1448), 0);
    expect(move(a, b).map((one) => one.ecn)).toEqual([bits, bits, bits]);
    expect(move(b, a).every((one) => one.ecn === 0)).toBe(true);
  });
});

describe('a mark', () => {
  /** Ten segments of which the third is marked. */
  function marked() {
    const [a, b] = [tcp(), tcp()];
    const { c, s } = connected(a, b);
    a.send(c, bytesOf(1, 100_000), 0);
    const cwndBefore = a.connection(c)!.congestion.cwndBytes;
    const data = move(a, b, (nth) => nth === 2);
    b.read(s, 0);
    return { a, b, c, s, data, cwndBefore };
  }
  it('is echoed until the sender says that it knows', () => {
    const { a, b, s } = marked();
    const acks = move(b, a);
    expect(acks.map((one) => one.flags)).toEqual([ACK | ECE]);
    const next = move(a, b);
    expect(next.map((one) => (one.flags & CWR) !== 0)).toEqual([true, ...next.slice(1).map(() => false)]);
    b.read(s, 0);
    expect(move(b, a).every((one) => (one.flags & ECE) === 0)).toBe(true);
  });
  it('brings the window down once, and nothing is sent again', () => {
    const { a, b, c, cwndBefore } = marked();
    move(b, a);
    const { congestion, recovery } = a.connection(c)!;
    expect(congestion.cwndBytes).toBeLessThan(cwndBefore);
    expect(congestion.ssthreshBytes).toBe(congestion.cwndBytes);
    expect(recovery.phase).toBe('open');
    const once = congestion.cwndBytes;
    // What was out when the window came down is acknowledged with ECN-Echo too
    move(a, b, () => true);
    move(b, a);
    expect(congestion.cwndBytes).toBeLessThan(once);
  });
  it('on a connection that has not agreed is not heard', () => {
    const [a, b] = [tcp({ ecn: null }), tcp()];
    const { c } = connected(a, b);
    a.send(c, bytesOf(1, 1000), 0);
    move(a, b, () => true);
    expect(move(b, a).map((one) => one.flags)).toEqual([ACK]);
  });
});
