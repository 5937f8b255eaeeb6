import { describe, expect, it } from 'vitest';
import { MILLISECOND as MS, SECOND } from '#engine/kernel/time.ts';
import type { TcpConfig } from '#engine/tcp/config.ts';
import { FLAG } from '#engine/wire/tcp.ts';
import { bare, carry, crafted, flags, give, header, settle, toB, type Bare } from './bare.ts';
import { A, B, bytesOf, PORT } from './pair.ts';

/** A connection between two hosts, ESTABLISHED at time 0; both ends begin at `isn`. */
function connected(config: Partial<TcpConfig> = {}, isn?: number) {
  const start = isn === undefined ? {} : { isn };
  const [a, b] = [bare(config, {}, start), bare(config, {}, start)];
  const listener = b.tcp.listen({ address: null, port: PORT }, 0)!;
  const atA = a.tcp.connect(toB(1000), 0)!;
  settle(a.tcp, b.tcp);
  const atB = b.tcp.accept(listener, 0)!;
  a.notices.length = b.notices.length = 0;
  return { a, b, atA, atB, listener };
}
const state = ({ tcp }: Bare, id: number) => tcp.connection(id)?.state ?? 'CLOSED';
const told = ({ notices }: Bare) => notices.map(({ what, why }) => why ?? what);
/** Lets a host alone until nothing is left to do; gives what it sent, and when. */
function alone({ tcp }: Bare, from = 0): (readonly [number, string])[] {
  const out: (readonly [number, string])[] = [];
  tcp.transmit(from);
  for (let wake = tcp.nextWake(); wake !== null; wake = tcp.nextWake()) {
    const now = wake;
    for (const one of flags(tcp.transmit(now))) out.push([now / SECOND, one]);
    if (out.length > 1000) throw new Error('it goes on for ever');
  }
  return out;
}

describe('simultaneous open (RFC 9293 figure 8)', () => {
  it('takes four segments: SYN and SYN,ACK from each, and no listener', () => {
    const [a, b] = [bare(), bare()];
    const atA = a.tcp.connect(toB(PORT), 0)!;
    const atB = b.tcp.connect({ local: { address: B, port: PORT }, remote: { address: A, port: PORT } }, 0)!;
    const [one, other] = [a.tcp.transmit(0), b.tcp.transmit(0)];
    for (const syn of one) give(b.tcp, syn, 0);
    for (const syn of other) give(a.tcp, syn, 0);
    const [two, another] = [a.tcp.transmit(0), b.tcp.transmit(0)];
    for (const answer of two) give(b.tcp, answer, 0);
    for (const answer of another) give(a.tcp, answer, 0);
    expect([one, other, two, another].map(flags)).toEqual([['SYN'], ['SYN'], ['SYN,ACK'], ['SYN,ACK']]);
    expect([state(a, atA), state(b, atB)]).toEqual(['ESTABLISHED', 'ESTABLISHED']);
    expect([a.tcp.transmit(0), b.tcp.transmit(0)]).toEqual([[], []]);
    a.tcp.send(atA, bytesOf(1, 5000), 0);
    settle(a.tcp, b.tcp);
    expect(b.tcp.read(atB, 0)).toEqual(bytesOf(1, 5000));
  });
  it('may be with oneself, where source and destination are the same', () => {
    const self = bare();
    const id = self.tcp.connect(
      { local: { address: A, port: PORT }, remote: { address: A, port: PORT } },
      0,
    )!;
    while (carry(self.tcp, self.tcp, 0).length > 0);
    expect(state(self, id)).toBe('ESTABLISHED');
    self.tcp.send(id, bytesOf(1, 100), 0);
    while (carry(self.tcp, self.tcp, 0).length > 0);
    expect(self.tcp.read(id, 0)).toEqual(bytesOf(1, 100));
  });
});

describe('a SYN', () => {
  it('may bring data and FIN, which wait until the connection is ESTABLISHED (§3.10.7.2)', () => {
    const b = bare();
    const listener = b.tcp.listen({ address: null, port: PORT }, 0)!;
    give(b.tcp, crafted({ flags: FLAG.SYN | FLAG.FIN, seq: 100 }, bytesOf(1, 10)), 0);
    const [answer] = b.tcp.transmit(0).map(header);
    expect(answer!.ack).toBe(101);
    expect(told(b)).toEqual([]);
    give(b.tcp, crafted({ flags: FLAG.ACK, seq: 112, ack: answer!.seq + 1 }), 0);
    expect(told(b)).toEqual(['established', 'readable', 'end', 'acceptable']);
    const id = b.tcp.accept(listener, 0)!;
    expect(b.tcp.read(id, 0)).toEqual(bytesOf(1, 10));
    expect(state(b, id)).toBe('CLOSE-WAIT');
    expect(header(b.tcp.transmit(0)[0]!).ack).toBe(112);
  });
  it('with its ACK may bring data too (§3.10.7.3)', () => {
    const a = bare({}, {}, { isn: 0 });
    const id = a.tcp.connect(toB(1000), 0)!;
    a.tcp.transmit(0);
    const from = { sourcePort: PORT, destinationPort: 1000, seq: 7, ack: 1 };
    give(a.tcp, crafted({ flags: FLAG.SYN | FLAG.ACK, ...from }, bytesOf(1, 10), B, A), 0);
    expect(a.tcp.read(id, 0)).toEqual(bytesOf(1, 10));
    expect(header(a.tcp.transmit(0)[0]!).ack).toBe(18);
  });
  it.each([
    ['the exact number', 0],
    ['a number in the window', 1000],
    ['a number far outside', 0x4000_0000],
  ])('with %s does not harm a connection: it is answered by an ACK (RFC 5961 §4.2)', (_, beyond) => {
    const { a, b, atB } = connected({}, 500);
    give(b.tcp, crafted({ flags: FLAG.SYN, seq: 501 + beyond }), 0);
    expect(flags(b.tcp.transmit(0))).toEqual(['ACK']);
    expect([state(b, atB), told(a)]).toEqual(['ESTABLISHED', []]);
  });
  it('from or to a group of hosts is nobody’s (MUST-57, MUST-63), and none is sent there (MUST-46)', () => {
    const b = bare();
    b.tcp.listen({ address: null, port: PORT }, 0);
    give(b.tcp, crafted({ flags: FLAG.SYN }, bytesOf(0, 0), 0xe0000001, B), 0);
    give(b.tcp, crafted({ flags: FLAG.SYN }, bytesOf(0, 0), A, 0xffffffff), 0);
    expect(b.tcp.transmit(0)).toEqual([]);
    expect(
      b.tcp.connect({ local: { address: B }, remote: { address: 0xe0000001, port: 1 } }, 0),
    ).toBeUndefined();
  });
});

describe('an old duplicate SYN (RFC 9293 figure 9)', () => {
  it('is answered, and the answer refused by RST; the listener waits on, and the right SYN gets through', () => {
    const [a, b] = [bare({}, {}, { isn: 100 }), bare({}, {}, { isn: 300 })];
    const listener = b.tcp.listen({ address: null, port: PORT }, 0)!;
    const id = a.tcp.connect(toB(1000), 0)!;
    const [syn] = a.tcp.transmit(0);
    give(b.tcp, crafted({ flags: FLAG.SYN, seq: 90 }), 0);
    expect(flags(carry(b.tcp, a.tcp, 0))).toEqual(['SYN,ACK']);
    const [reset] = carry(a.tcp, b.tcp, 0);
    expect(header(reset!)).toMatchObject({ flags: FLAG.RST, seq: 91 });
    expect([b.tcp.connections, state(a, id)]).toEqual([1, 'SYN-SENT']);
    b.tcp.transmit(0);
    expect(b.tcp.connections).toBe(0);
    give(b.tcp, syn!, 0);
    settle(a.tcp, b.tcp);
    expect([state(a, id), state(b, b.tcp.accept(listener, 0)!)]).toEqual(['ESTABLISHED', 'ESTABLISHED']);
  });
});

describe('RST (RFC 9293 §3.10.7.4 second, RFC 5961 §3.2)', () => {
  it.each([
    ['exact', 0, [], 'CLOSED'],
    ['in the window', 1, ['ACK'], 'ESTABLISHED'],
    ['at its end', 65_534, ['ACK'], 'ESTABLISHED'],
    ['beyond', 65_535, [], 'ESTABLISHED'],
    ['before', -1, [], 'ESTABLISHED'],
  ])('with a number that is %s', (_, offset, answer, after) => {
    const { b, atB } = connected({ receiveBufferBytes: 65_535 }, 500);
    give(b.tcp, crafted({ flags: FLAG.RST, seq: 501 + offset }), 0);
    expect(flags(b.tcp.transmit(0))).toEqual(answer);
    expect(state(b, atB)).toBe(after);
  });
  it('is challenged a hundred times a second at most (RFC 5961 §7)', () => {
    const { b } = connected({}, 500);
    let answers = 0;
    for (let n = 0; n < 500; n += 1) {
      give(b.tcp, crafted({ flags: FLAG.RST, seq: 510 }), 0);
      answers += b.tcp.transmit(0).length;
    }
    expect(answers).toBe(100);
  });
  it('tells who waits why: refused while opening, reset later', () => {
    const a = bare({}, {}, { isn: 0 });
    a.tcp.connect(toB(1000), 0);
    a.tcp.transmit(0);
    const from = { sourcePort: PORT, destinationPort: 1000, ack: 1 };
    give(a.tcp, crafted({ flags: FLAG.RST | FLAG.ACK, ...from, ack: 2 }, undefined, B, A), 0);
    expect(told(a)).toEqual([]);
    give(a.tcp, crafted({ flags: FLAG.RST | FLAG.ACK, ...from }, undefined, B, A), 0);
    expect(told(a)).toEqual(['refused']);
    const pair = connected();
    pair.a.tcp.abort(pair.atA, 0);
    settle(pair.a.tcp, pair.b.tcp);
    expect([told(pair.a), told(pair.b)]).toEqual([['closed'], ['reset']]);
  });
});

describe('an ACK (RFC 5961 §5.2)', () => {
  it.each([
    ['of what was not sent', 1, ['ACK']],
    ['from before any window', -70_000, ['ACK']],
    ['that is merely old', -1, []],
  ])('%s brings no data in: %i', (_, offset, answer) => {
    const { b, atB } = connected({}, 500);
    const ack = (501 + offset) >>> 0;
    give(b.tcp, crafted({ flags: FLAG.ACK, seq: 501, ack }, bytesOf(1, 5)), 0);
    const taken = b.tcp.read(atB, 0).length;
    expect(taken).toBe(answer.length > 0 ? 0 : 5);
    expect(b.tcp.transmit(0)).toHaveLength(1);
  });
});

describe('closing', () => {
  it('one side leaves the other open: data still comes (half-close, §3.6)', () => {
    const { a, b, atA, atB } = connected();
    a.tcp.close(atA, 0);
    settle(a.tcp, b.tcp);
    expect([state(a, atA), state(b, atB)]).toEqual(['FIN-WAIT-2', 'CLOSE-WAIT']);
    b.tcp.send(atB, bytesOf(1, 50_000), 0);
    settle(a.tcp, b.tcp);
    expect(a.tcp.read(atA, 0)).toEqual(bytesOf(1, 50_000));
    b.tcp.close(atB, 0);
    settle(a.tcp, b.tcp);
    expect([state(a, atA), state(b, atB)]).toEqual(['TIME-WAIT', 'CLOSED']);
  });
  it('both at once passes through CLOSING (figure 13)', () => {
    const { a, b, atA, atB } = connected();
    a.tcp.close(atA, 0);
    b.tcp.close(atB, 0);
    const [one, other] = [a.tcp.transmit(0), b.tcp.transmit(0)];
    for (const fin of one) give(b.tcp, fin, 0);
    for (const fin of other) give(a.tcp, fin, 0);
    expect([state(a, atA), state(b, atB)]).toEqual(['CLOSING', 'CLOSING']);
    settle(a.tcp, b.tcp);
    expect([state(a, atA), state(b, atB)]).toEqual(['TIME-WAIT', 'TIME-WAIT']);
  });
  it('with data unread is a RST, not a FIN (§3.6.1, RFC 2525 §2.17)', () => {
    const { a, b, atA, atB } = connected();
    a.tcp.send(atA, bytesOf(1, 10), 0);
    settle(a.tcp, b.tcp);
    b.tcp.leave(atB, 0);
    expect(flags(carry(b.tcp, a.tcp, 0))).toEqual(['RST,ACK']);
    expect(told(a).at(-1)).toBe('reset');
  });
  it('both ways resets what comes later', () => {
    const { a, b, atA, atB } = connected();
    b.tcp.leave(atB, 0);
    settle(a.tcp, b.tcp);
    a.tcp.send(atA, bytesOf(1, 10), 0);
    carry(a.tcp, b.tcp, 0);
    expect(flags(carry(b.tcp, a.tcp, 0))).toEqual(['RST']);
    expect([told(a).at(-1), told(b).at(-1)]).toEqual(['reset', 'closed']);
  });
  it('both ways waits in FIN-WAIT-2 for a minute only; one way, for ever', () => {
    const left = connected();
    left.b.tcp.leave(left.atB, 0);
    settle(left.a.tcp, left.b.tcp);
    expect(left.b.tcp.nextWake()).toBe(60 * SECOND);
    expect(alone(left.b)).toEqual([]);
    expect(left.b.tcp.connections).toBe(0);
    const half = connected();
    half.b.tcp.close(half.atB, 0);
    settle(half.a.tcp, half.b.tcp);
    expect(half.b.tcp.nextWake()).toBeNull();
  });
  it('carries the FIN with the last data', () => {
    const { a, b, atA, atB } = connected();
    a.tcp.send(atA, bytesOf(1, 10), 0);
    a.tcp.close(atA, 0);
    expect(flags(carry(a.tcp, b.tcp, 0))).toEqual(['FIN,PSH,ACK']);
    expect([b.tcp.read(atB, 0).length, state(b, atB)]).toEqual([10, 'CLOSE-WAIT']);
  });
  it('takes nothing beyond the FIN', () => {
    const { b, atB } = connected({}, 500);
    give(b.tcp, crafted({ flags: FLAG.ACK | FLAG.FIN, seq: 511, ack: 501 }), 0);
    give(b.tcp, crafted({ flags: FLAG.ACK, seq: 501, ack: 501 }, bytesOf(1, 50)), 0);
    expect([b.tcp.read(atB, 0).length, state(b, atB)]).toEqual([10, 'CLOSE-WAIT']);
  });
});

describe('TIME-WAIT', () => {
  /** A waits; both began at 500, so A expects 502 + 0 and has sent up to 502. */
  const waiting = (config: Partial<TcpConfig> = {}) => {
    const pair = connected({ ...config }, 500);
    const listener = pair.a.tcp.listen({ address: null, port: 1000 }, 0)!;
    pair.a.tcp.close(pair.atA, 0);
    settle(pair.a.tcp, pair.b.tcp);
    pair.b.tcp.close(pair.atB, 0);
    settle(pair.a.tcp, pair.b.tcp);
    expect(state(pair.a, pair.atA)).toBe('TIME-WAIT');
    const syn = (seq: number, options: object = {}) =>
      give(
        pair.a.tcp,
        crafted(
          { flags: FLAG.SYN, seq, sourcePort: PORT, destinationPort: 1000, ...options },
          undefined,
          B,
          A,
        ),
        SECOND,
      );
    return { ...pair, listener, syn };
  };
  it('answers the FIN again and counts 2 MSL anew (§3.10.7.4)', () => {
    const { a } = waiting();
    const fin = { flags: FLAG.FIN | FLAG.ACK, seq: 501, ack: 502, sourcePort: PORT, destinationPort: 1000 };
    give(a.tcp, crafted(fin, undefined, B, A), 50 * SECOND);
    expect(flags(a.tcp.transmit(50 * SECOND))).toEqual(['ACK']);
    expect(a.tcp.nextWake()).toBe(110 * SECOND);
  });
  it('gives way to a SYN with a later number, and begins beyond its own old numbers (RFC 6191)', () => {
    const { a, syn, listener } = waiting({ timestamps: false });
    syn(503);
    const [answer] = a.tcp.transmit(SECOND).map(header);
    expect(answer).toMatchObject({ flags: FLAG.SYN | FLAG.ACK, ack: 504, seq: 502 + 65_537 });
    expect(a.tcp.connections).toBe(1);
    const ack = { flags: FLAG.ACK, seq: 504, ack: answer!.seq + 1, sourcePort: PORT, destinationPort: 1000 };
    give(a.tcp, crafted(ack, undefined, B, A), SECOND);
    expect(state(a, a.tcp.accept(listener, SECOND)!)).toBe('ESTABLISHED');
  });
  it('does not give way to one that may be old, nor where nobody listens', () => {
    const old = waiting({ timestamps: false });
    old.syn(400);
    expect(flags(old.a.tcp.transmit(SECOND))).toEqual(['ACK']);
    const deaf = waiting({ timestamps: false });
    deaf.a.tcp.unlisten(deaf.listener, 0);
    deaf.syn(503);
    expect(flags(deaf.a.tcp.transmit(SECOND))).toEqual(['ACK']);
    expect(state(deaf.a, deaf.atA)).toBe('TIME-WAIT');
  });
  it('goes by the timestamp where there is one, whatever the number', () => {
    const recent = 500; // the peer's clock begins at its ISN and stood still
    const stamp = (value: number) => ({ options: [{ kind: 'timestamps', value, echo: 0 }] });
    const later = waiting();
    later.syn(400, stamp(recent + 1));
    expect(flags(later.a.tcp.transmit(SECOND))).toEqual(['SYN,ACK']);
    const older = waiting();
    older.syn(503, stamp(recent - 1));
    expect(flags(older.a.tcp.transmit(SECOND))).toEqual(['ACK']);
  });
});

describe('urgent data (§3.8.5, RFC 6093)', () => {
  it('is announced once for each pointer, and read where it stands', () => {
    const { b, atB } = connected({}, 500);
    const urgent = { flags: FLAG.ACK | FLAG.URG, ack: 501, urgent: 8 };
    give(b.tcp, crafted({ ...urgent, seq: 501 }, bytesOf(1, 5)), 0);
    expect(told(b)).toEqual(['urgent', 'readable']);
    give(b.tcp, crafted({ ...urgent, seq: 506, urgent: 3 }, bytesOf(2, 5)), 0);
    expect(told(b)).toEqual(['urgent', 'readable', 'readable']);
    expect(b.tcp.read(atB, 0)).toHaveLength(10);
  });
});

describe('keepalive (§3.8.4)', () => {
  const keepalive = { idleNs: 100 * SECOND, intervalNs: 10 * SECOND, probes: 3 };
  it('is off by default: a silent connection stays for ever (MUST-25)', () => {
    expect(connected().a.tcp.nextWake()).toBeNull();
  });
  it('probes with a number that is acknowledged already, and is content with the answer', () => {
    const { a, b, atA } = connected({}, 500);
    a.tcp.configure(atA, { keepalive }, 0);
    a.tcp.transmit(0);
    expect(a.tcp.nextWake()).toBe(100 * SECOND);
    const probe = carry(a.tcp, b.tcp, 100 * SECOND);
    expect(header(probe[0]!)).toMatchObject({ flags: FLAG.ACK, seq: 500, len: 0 });
    expect(header(probe[0]!).window).toBeGreaterThan(0);
    expect(flags(carry(b.tcp, a.tcp, 100 * SECOND))).toEqual(['ACK']);
    a.tcp.transmit(100 * SECOND);
    expect(a.tcp.nextWake()).toBe(200 * SECOND);
  });
  it('gives up after as many probes as were asked for: ETIMEDOUT, and a RST for whom it may concern', () => {
    const { a, atA } = connected();
    a.tcp.configure(atA, { keepalive }, 0);
    expect(alone(a)).toEqual([
      [100, 'ACK'],
      [110, 'ACK'],
      [120, 'ACK'],
      [130, 'RST,ACK'],
    ]);
    expect(told(a)).toEqual(['timeout']);
  });
  it('is put off by whatever is heard', () => {
    const { a, b, atA, atB } = connected();
    a.tcp.configure(atA, { keepalive }, 0);
    a.tcp.transmit(0);
    b.tcp.send(atB, bytesOf(1, 1), 90 * SECOND);
    settle(a.tcp, b.tcp, 90 * SECOND);
    expect(a.tcp.nextWake()).toBe(190 * SECOND);
  });
  it('leaves a connection with data out to the retransmissions', () => {
    const { a, atA } = connected({ dataRetries: 3 });
    a.tcp.configure(atA, { keepalive: { ...keepalive, idleNs: SECOND } }, 0);
    a.tcp.send(atA, bytesOf(1, 1), 0);
    expect(alone(a).every(([, one]) => one === 'PSH,ACK')).toBe(true);
    expect(told(a)).toEqual(['timeout']);
  });
});

describe('the user timeout (§3.10.8, RFC 5482)', () => {
  it('ends a connection whose data stays unacknowledged for so long', () => {
    const { a, atA } = connected({ userTimeoutNs: 5 * SECOND });
    a.tcp.send(atA, bytesOf(1, 1), SECOND);
    a.tcp.transmit(SECOND);
    let last = 0;
    for (let wake = a.tcp.nextWake(); wake !== null; wake = a.tcp.nextWake()) a.tcp.transmit((last = wake));
    expect(last).toBe(6 * SECOND);
    expect(told(a)).toEqual(['timeout']);
  });
  it('begins anew with any progress', () => {
    const { a, b, atA } = connected({ userTimeoutNs: 5 * SECOND });
    for (const now of [0, 3 * SECOND, 6 * SECOND]) {
      a.tcp.send(atA, bytesOf(1, 1), now);
      a.tcp.transmit(now);
      const again = a.tcp.transmit(now + 2 * SECOND);
      expect(flags(again)).toEqual(['PSH,ACK']);
      for (const one of again) give(b.tcp, one, now + 2 * SECOND);
      carry(b.tcp, a.tcp, now + 2 * SECOND);
      a.tcp.transmit(now + 2 * SECOND);
    }
    expect(state(a, atA)).toBe('ESTABLISHED');
  });
});

describe('sequence numbers that wrap', () => {
  it.each([0xffff_fff0, 0xffff_ffff, 0x7fff_fff0, 0])('carry a stream over their end from %i', (isn) => {
    const { a, b, atA, atB } = connected({}, isn);
    const [one, other] = [bytesOf(1, 30_000), bytesOf(2, 30_000)];
    a.tcp.send(atA, one, 0);
    b.tcp.send(atB, other, 0);
    settle(a.tcp, b.tcp);
    expect(b.tcp.read(atB, 0)).toEqual(one);
    expect(a.tcp.read(atA, 0)).toEqual(other);
    a.tcp.close(atA, 0);
    settle(a.tcp, b.tcp);
    b.tcp.close(atB, 0);
    settle(a.tcp, b.tcp, MS);
    expect([state(a, atA), state(b, atB)]).toEqual(['TIME-WAIT', 'CLOSED']);
  });
});
