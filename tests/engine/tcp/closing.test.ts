import { describe, expect, it } from 'vitest';
import { SECOND } from '#engine/kernel/time.ts';
import type { TcpConfig } from '#engine/tcp/config.ts';
import { FLAG } from '#engine/wire/tcp.ts';
import { alone, carry, connected, crafted, flags, give, header, settle, state, told } from './bare.ts';
import { A, B, bytesOf, PORT } from './pair.ts';

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
