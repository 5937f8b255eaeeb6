import { describe, expect, it } from 'vitest';
import { MILLISECOND as MS } from '#engine/kernel/time.ts';
import { FLAG } from '#engine/wire/tcp.ts';
import { bare, carry, connected, crafted, flags, give, header, settle, state, toB, told } from './bare.ts';
import { A, B, bytesOf, PORT } from './pair.ts';

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

describe('sending urgent data', () => {
  it('is said by every segment that begins before its end, and by those sent again (MUST-30, MUST-31)', () => {
    const { a, b, atA } = connected({ nagle: false });
    a.tcp.send(atA, bytesOf(1, 2000), 0, true);
    a.tcp.send(atA, bytesOf(2, 1000), 0);
    const sent = a.tcp.transmit(0);
    const urgent = (all: typeof sent) =>
      all.map(header).map((one) => [one.flags & FLAG.URG ? one.urgent : 0, one.len]);
    expect(urgent(sent)).toEqual([
      [2000, 1448],
      [552, 1448],
      [0, 104],
    ]);
    for (const one of sent) give(b.tcp, one, 0);
    expect(told(b)).toEqual(['urgent', 'readable', 'readable', 'readable']);
    expect(urgent(a.tcp.transmit(a.tcp.nextWake()!))).toEqual([[2000, 1448]]);
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

describe('a closed window', () => {
  it('still lets acknowledgments and window updates in, though their numbers lie beyond it (§3.10.7.4 first)', () => {
    const { a, b, atA, atB } = connected({ receiveBufferBytes: 1000 });
    const [one, other] = [bytesOf(1, 5000), bytesOf(2, 5000)];
    a.tcp.send(atA, one, 0);
    b.tcp.send(atB, other, 0);
    const got: [number[], number[]] = [[], []];
    let now = 0;
    // Nobody reads for a minute: both windows are closed, and both sides probe
    for (let steps = 0; steps < 2000 && Math.min(got[0].length, got[1].length) < 5000; steps += 1) {
      settle(a.tcp, b.tcp, now);
      if (now > 60_000 * MS) got[1].push(...b.tcp.read(atB, now));
      if (got[1].length === 5000) got[0].push(...a.tcp.read(atA, now));
      settle(a.tcp, b.tcp, now);
      const wake = Math.min(a.tcp.nextWake() ?? Infinity, b.tcp.nextWake() ?? Infinity);
      if (wake < Infinity) now = Math.max(now, wake);
    }
    expect(Uint8Array.from(got[1])).toEqual(one);
    expect(Uint8Array.from(got[0])).toEqual(other);
    expect(now).toBeLessThan(400_000 * MS);
  });
});

describe('what a program chooses for itself', () => {
  it('holds for its connections alone, at either end', () => {
    const [a, b] = [bare(), bare()];
    const listener = b.tcp.listen({ address: null, port: PORT, config: { mss: 900 } }, 0)!;
    const chosen = a.tcp.connect({ ...toB(), config: { timestamps: false } }, 0)!;
    const plain = a.tcp.connect(toB(), 0)!;
    settle(a.tcp, b.tcp);
    const timestamps = [chosen, plain].map((id) => a.tcp.connection(id)!.timestampsOn);
    expect(timestamps).toEqual([false, true]);
    expect(a.tcp.connection(plain)!.peerMss).toBe(900);
    const ids = [b.tcp.accept(listener, 0)!, b.tcp.accept(listener, 0)!];
    expect(ids.map((id) => b.tcp.connection(id)!.config.mss)).toEqual([900, 900]);
  });
});
