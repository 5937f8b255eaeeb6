import { describe, expect, it } from 'vitest';
import { MILLISECOND as MS, SECOND } from '#engine/kernel/time.ts';
import { encodeTcp, FLAG, formatFlags, type TcpHeader } from '#engine/wire/tcp.ts';
import { readTcp } from '#engine/wire/tcp-read.ts';
import { encodeIpv4 } from '#engine/wire/ipv4.ts';
import { readIpv4 } from '#engine/wire/ipv4-read.ts';
import type { TcpConfig } from '#engine/tcp/config.ts';
import type { TcpStack } from '#engine/tcp/stack.ts';
import { A, B, bytesOf, CLEAR, join, PORT, stackAt } from './pair.ts';

const header = (packet: Uint8Array): TcpHeader & { readonly len: number } => {
  const ip = readIpv4(packet);
  const tcp = readTcp(ip.payload, ip.value!);
  return { ...tcp.value!, len: tcp.payload.length };
};
const flags = (packets: readonly Uint8Array[]) => packets.map((packet) => formatFlags(header(packet).flags));
const deliver = (from: TcpStack, to: TcpStack, now: number) => {
  const packets = from.poll(now);
  for (const packet of packets) to.receive(packet, now);
  return packets;
};

/** Two stacks with a connection between them, at time 0. */
function connected(config: Partial<TcpConfig> = {}, other: Partial<TcpConfig> = config) {
  const a = stackAt(A, config);
  const b = stackAt(B, other);
  b.listen(PORT, 0);
  const atA = a.connect({ address: B, port: PORT }, 0)!;
  const packets = [deliver(a, b, 0), deliver(b, a, 0), deliver(a, b, 0)].flat();
  return { a, b, atA, atB: b.accept(0)!, packets };
}

describe('opening', () => {
  it('takes three segments', () => {
    expect(flags(connected().packets)).toEqual(['SYN', 'SYN,ACK', 'ACK']);
  });
  it('refuses with RST where nobody listens (RFC 9293 §3.10.7.1)', () => {
    const [a, b] = [stackAt(A), stackAt(B)];
    const id = a.connect({ address: B, port: PORT }, 0)!;
    deliver(a, b, 0);
    expect(flags(deliver(b, a, 0))).toEqual(['RST,ACK']);
    a.poll(0);
    expect(a.connection(id)).toBeUndefined();
    expect([a.nextWake(), b.nextWake()]).toEqual([null, null]);
  });
  it('may be done by both at once (figure 8)', () => {
    const [a, b] = [stackAt(A), stackAt(B)];
    const atA = a.connect({ address: B, port: 2000, from: 1000 }, 0)!;
    const atB = b.connect({ address: A, port: 1000, from: 2000 }, 0)!;
    const ends = join([a, b], CLEAR);
    expect([a.connection(atA)?.state, b.connection(atB)?.state]).toEqual(['ESTABLISHED', 'ESTABLISHED']);
    expect(ends).toBeLessThan(2 * SECOND);
  });
  it('gives up after the retries that it has: 1 + 2 + 4 s with two', () => {
    const a = stackAt(A, { synRetries: 2 });
    a.connect({ address: B, port: PORT }, 0);
    const times: number[] = [];
    for (let wake = a.nextWake(); wake !== null; wake = a.nextWake())
      if (a.poll(wake).length > 0) times.push(wake / SECOND);
    expect(times).toEqual([0, 1, 3]);
    expect(a.connections).toBe(0);
  });
});

describe('options', () => {
  it.each([
    [{}, {}, 1448, true],
    [{ timestamps: false }, {}, 1460, false],
    [{}, { timestamps: false, mss: 1000 }, 1000, false],
    [{ mss: 700 }, {}, 688, true],
  ])('%o with %o: %i bytes in a segment, timestamps %s', (one, other, size, timestamps) => {
    const { a, b, atA } = connected(one, other);
    a.send(atA, bytesOf(1, 5000), 0);
    const [first] = deliver(a, b, 0).map(header);
    expect(first!.len).toBe(size);
    expect(first!.options.some((option) => option.kind === 'timestamps')).toBe(timestamps);
  });
  it('scale the window where both sides offer it (RFC 7323 §2)', () => {
    const big = { receiveBufferBytes: 1_000_000 };
    expect(header(connected(big).packets[2]!).window * 128).toBeGreaterThan(65_535);
    expect(header(connected(big, { windowScale: null }).packets[2]!).window).toBe(65_535);
  });
});

describe('loss', () => {
  it('is found by the third duplicate acknowledgment, long before the timer (RFC 5681 §3.2)', () => {
    const { a, b, atA, atB } = connected();
    a.send(atA, bytesOf(2, 1448 * 6), 0);
    const [, ...others] = a.poll(0);
    for (const packet of others) b.receive(packet, 10 * MS);
    expect(b.read(atB, 10 * MS)).toHaveLength(0);
    // One poll gives one acknowledgment for all; the duplicates need a poll for each
    const acks = others.map((packet) => (b.receive(packet, 10 * MS), b.poll(10 * MS))).flat();
    for (const ack of acks) a.receive(ack, 20 * MS);
    const again = a.poll(20 * MS);
    expect(again.map((packet) => header(packet).len)).toEqual([1448]);
    b.receive(again[0]!, 30 * MS);
    expect(b.read(atB, 30 * MS)).toEqual(bytesOf(2, 1448 * 6));
  });
  it.each([
    ['with Nagle', true, []],
    ['without', false, [1000]],
  ] as const)(
    'half of a small window is worth a segment only while nothing is out, %s (RFC 9293 §3.8.6.2.1 (3))',
    (_, nagle, lengths) => {
      const { a, atA } = connected({ nagle }, { receiveBufferBytes: 2000, windowScale: null });
      a.send(atA, bytesOf(1, 1000), 0);
      expect(
        a.poll(0).map((packet) => readTcp(readIpv4(packet).payload, readIpv4(packet).value!).payload.length),
      ).toEqual([1000]);
      a.send(atA, bytesOf(1, 1200), 0);
      expect(
        a.poll(0).map((packet) => readTcp(readIpv4(packet).payload, readIpv4(packet).value!).payload.length),
      ).toEqual(lengths);
    },
  );
  it('is reported in SACK blocks, the latest first (RFC 2018 §4)', () => {
    const { a, b, atA } = connected({ nagle: false });
    a.send(atA, bytesOf(2, 1448 * 6), 0);
    const sent = a.poll(0);
    for (const nth of [2, 4]) b.receive(sent[nth]!, 0);
    const sack = header(b.poll(0)[0]!).options.find((option) => option.kind === 'sack')!;
    const seq = (nth: number) => header(sent[nth]!).seq;
    expect(sack.blocks).toEqual([
      { left: seq(4), right: seq(5) },
      { left: seq(2), right: seq(3) },
    ]);
  });
});

describe('a reader that does not read', () => {
  it('closes the window; the sender probes it and goes on when it opens (RFC 9293 §3.8.6.1)', () => {
    const { a, b, atA, atB } = connected({ receiveBufferBytes: 4000 });
    const data = bytesOf(3, 20_000);
    a.send(atA, data, 0);
    const read: number[] = [];
    let now = 0;
    let probes = 0;
    for (let turn = 0; turn < 4000 && read.length < data.length; turn += 1) {
      const moved = [...deliver(a, b, now), ...deliver(b, a, now)];
      if (moved.some((packet) => header(packet).len === 1)) probes += 1;
      if (moved.length > 0) continue;
      now = Math.min(a.nextWake() ?? Infinity, b.nextWake() ?? Infinity, now + SECOND);
      // It reads once in a while only
      if (turn % 7 === 0) read.push(...b.read(atB, now));
    }
    expect(Uint8Array.from(read)).toEqual(data);
    expect(probes).toBeGreaterThan(0);
  });
});

describe('closing', () => {
  it('by one side takes four segments, and only that side waits for 2 MSL', () => {
    const { a, b, atA, atB } = connected();
    a.close(atA, 0);
    const packets = [deliver(a, b, 0), deliver(b, a, 0)].flat();
    b.close(atB, 0);
    packets.push(...deliver(b, a, 0), ...deliver(a, b, 0));
    b.poll(0);
    expect(flags(packets)).toEqual(['FIN,ACK', 'ACK', 'FIN,ACK', 'ACK']);
    expect([a.connection(atA)?.state, b.connection(atB)]).toEqual(['TIME-WAIT', undefined]);
    expect(a.nextWake()).toBe(60 * SECOND);
  });
  it('by both at once goes through CLOSING', () => {
    const { a, b, atA, atB } = connected();
    a.close(atA, 0);
    b.close(atB, 0);
    const [fromA, fromB] = [a.poll(0), b.poll(0)];
    fromA.forEach((packet) => b.receive(packet, 0));
    fromB.forEach((packet) => a.receive(packet, 0));
    expect([a.connection(atA)?.state, b.connection(atB)?.state]).toEqual(['CLOSING', 'CLOSING']);
    join([a, b], CLEAR);
    expect([a.connections, b.connections]).toEqual([0, 0]);
  });
  it('one way leaves the other way open', () => {
    const { a, b, atA, atB } = connected();
    a.close(atA, 0);
    deliver(a, b, 0);
    b.send(atB, bytesOf(4, 3000), 0);
    for (let turn = 0; turn < 5; turn += 1) {
      deliver(b, a, 0);
      deliver(a, b, 0);
    }
    expect(a.read(atA, 0)).toEqual(bytesOf(4, 3000));
    expect(a.send(atA, bytesOf(5, 1), 0)).toBe(false);
  });
  it('by abort sends a reset, which ends the other side', () => {
    const { a, b, atA } = connected();
    a.abort(atA, 0);
    expect(flags(deliver(a, b, 0))).toEqual(['RST']);
    b.poll(0);
    expect([a.connections, b.connections]).toEqual([0, 0]);
  });
  it('answers a repeated FIN in TIME-WAIT, and counts 2 MSL anew', () => {
    const { a, b, atA, atB } = connected();
    a.close(atA, 0);
    deliver(a, b, 0);
    deliver(b, a, 0);
    b.close(atB, 0);
    const fin = b.poll(0);
    for (const now of [0, SECOND]) {
      for (const packet of fin) a.receive(packet, now);
      expect(flags(a.poll(now))).toEqual(['ACK']);
    }
    expect(a.nextWake()).toBe(61 * SECOND);
  });
});

describe('a forged segment', () => {
  /** Sends one to an established B, numbers counted from what B expects; gives B's answer and its state after it. */
  function forge(flagsSent: number, seqOff: number, ackOff: number, len = 0) {
    const { a, b, atA, atB } = connected({ timestamps: false });
    a.send(atA, bytesOf(1, 10), 0);
    const model = a.poll(0)[0]!;
    const ip = readIpv4(model).value!;
    const tcp = header(model);
    const forged = { ...tcp, flags: flagsSent, seq: tcp.seq + seqOff, ack: tcp.ack + ackOff };
    b.receive(encodeIpv4(ip, encodeTcp(forged, new Uint8Array(len), ip)), 0);
    return { answer: flags(b.poll(0)), state: b.connection(atB)?.state ?? 'CLOSED' };
  }
  const { RST, SYN, ACK, FIN } = FLAG;
  it.each([
    ['RST at the exact number', RST, 0, 0, 0, [], 'CLOSED'],
    ['RST elsewhere in the window: challenged (RFC 5961 §3)', RST, 5, 0, 0, ['ACK'], 'ESTABLISHED'],
    ['RST outside the window: ignored', RST, -5, 0, 0, [], 'ESTABLISHED'],
    ['SYN in the window: challenged (RFC 5961 §4)', SYN, 0, 0, 0, ['ACK'], 'ESTABLISHED'],
    ['ACK of what was never sent: answered (RFC 5961 §5)', ACK, 0, 9, 0, ['ACK'], 'ESTABLISHED'],
    ['data before the window: answered (§3.10.7.4 first)', ACK, -50, 0, 20, ['ACK'], 'ESTABLISHED'],
    ['data behind a gap: kept, answered at once', ACK, 50, 0, 20, ['ACK'], 'ESTABLISHED'],
    ['FIN behind a gap: kept until the gap is filled', ACK | FIN, 50, 0, 20, ['ACK'], 'ESTABLISHED'],
    ['FIN in order', ACK | FIN, 0, 0, 20, ['ACK'], 'CLOSE-WAIT'],
    ['neither ACK, SYN nor RST: dropped', 0, 0, 0, 0, [], 'ESTABLISHED'],
  ] as const)('%s', (_, sent, seqOff, ackOff, len, answer, state) => {
    expect(forge(sent, seqOff, ackOff, len)).toEqual({ answer, state });
  });
});
