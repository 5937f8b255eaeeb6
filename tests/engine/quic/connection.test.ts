/** Two ends of the model, joined by a path of 30 ms each way that loses what it is told to. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MILLISECOND, SECOND } from '#engine/kernel/time.ts';
import { QuicConnection, type QuicNotice } from '#engine/quic/connection.ts';
import { encodePacket, overheadOf, readPacket, type QuicFrame } from '#engine/quic/packet.ts';
import type { Handshake } from '#engine/quic/tls.ts';

const ONE_WAY = 30 * MILLISECOND;

interface Flight {
  readonly at: number;
  readonly to: 'client' | 'server';
  readonly payload: Uint8Array;
}

/** `loses(to, nth)` says which datagrams are lost. Each stream asked for is answered with `bytes`. */
function talk(
  handshake: Handshake,
  streams: number,
  bytes: number,
  loses: (to: string, nth: number) => boolean,
) {
  const sent: Record<string, number> = { client: 0, server: 0 };
  const sizes: { to: string; at: number; bytes: number }[] = [];
  const got = new Map<number, { bytes: number; at: number; fin: boolean; sum: number }>();
  let now = 0;
  let established = -1;
  const hear = (notice: QuicNotice) => {
    if (notice.what === 'established') established = now;
    if (notice.what !== 'data') return;
    const one = got.get(notice.stream) ?? { bytes: 0, at: 0, fin: false, sum: 0 };
    const sum = notice.bytes.reduce(
      (all, octet, nth) => (all + octet * ((one.bytes + nth) % 251)) % 65_521,
      one.sum,
    );
    got.set(notice.stream, { bytes: one.bytes + notice.bytes.length, at: now, fin: notice.fin, sum });
  };
  const content = Uint8Array.from({ length: bytes }, (_, at) => at % 256);
  const client = new QuicConnection({ role: 'client', handshake, notice: hear });
  const server: QuicConnection = new QuicConnection({
    role: 'server',
    handshake,
    notice: (notice) => {
      if (notice.what === 'data' && notice.fin) server.send(notice.stream, content, true);
    },
  });
  client.connect();
  let asked = false;
  let path: Flight[] = [];
  const ends = { client, server };
  for (let turns = 0; turns < 20_000; turns += 1) {
    if (client.ready && !asked) {
      asked = true;
      for (let nth = 0; nth < streams; nth += 1) client.send(client.open(), new Uint8Array(100), true);
    }
    for (const [name, end] of Object.entries(ends))
      for (const { payload } of end.transmit(now)) {
        const to = name === 'client' ? 'server' : 'client';
        const nth = sent[name]!++;
        sizes.push({ to, at: now, bytes: payload.length });
        if (!loses(to, nth)) path.push({ at: now + ONE_WAY, to, payload });
      }
    if ([...got.values()].filter(({ fin }) => fin).length === streams) break;
    const next = Math.min(
      path[0]?.at ?? Infinity,
      client.nextWake() ?? Infinity,
      server.nextWake() ?? Infinity,
    );
    if (next === Infinity || next > 600 * SECOND) break;
    now = Math.max(now, next);
    const due = path.filter(({ at }) => at <= now);
    path = path.filter(({ at }) => at > now);
    for (const { to, payload } of due) ends[to].receive(payload, now);
  }
  return { got, established, sizes, now };
}
const never = () => false;

describe('round trips', () => {
  test('a full handshake takes one, the answer one more (RFC 9001 §4)', () => {
    const { got, established } = talk('full', 1, 1000, never);
    expect(established).toBe(2 * ONE_WAY);
    expect(got.get(0)).toMatchObject({ bytes: 1000, at: 4 * ONE_WAY, fin: true });
  });
  test('with 0-RTT the answer comes after one (RFC 9001 §4.6)', () => {
    expect(talk('zero-rtt', 1, 1000, never).got.get(0)).toMatchObject({ bytes: 1000, at: 2 * ONE_WAY });
  });
  test('a lost first packet costs the initial probe timeout: 333 ms and twice that (RFC 9002 §6.2.2)', () => {
    const { established } = talk('full', 1, 10, (to, nth) => to === 'server' && nth === 0);
    expect(established).toBe(999 * MILLISECOND + 2 * ONE_WAY);
  });
});

describe('what a server may send before it knows its client (RFC 9000 §8.1)', () => {
  test('three times what it got, and no more', () => {
    const { sizes } = talk('full', 1, 1000, never);
    const first = sizes.filter(({ to, at }) => to === 'client' && at === ONE_WAY);
    const sum = first.reduce((all, { bytes }) => all + bytes, 0);
    expect(sizes[0]!.bytes).toBe(1200);
    expect(sum).toBeLessThanOrEqual(3600);
    expect(sum).toBeGreaterThan(3250);
  });
});

test('a lost packet holds up its own stream, and no other', () => {
  const whole = talk('full', 4, 1000, never);
  // The server's fifth datagram, the first behind handshake and HANDSHAKE_DONE, carries the answer on stream 0
  const hurt = talk('full', 4, 1000, (to, nth) => to === 'client' && nth === 4);
  const late = [...hurt.got].filter(([id, { at }]) => at > whole.got.get(id)!.at).map(([id]) => id);
  expect(late).toHaveLength(1);
});

test('whatever is lost, every byte of every stream comes, once and in order', () => {
  const loss = fc.record({
    handshake: fc.constantFrom<Handshake>('full', 'resumed', 'zero-rtt'),
    streams: fc.integer({ min: 1, max: 6 }),
    bytes: fc.nat(30_000),
    lost: fc.array(fc.tuple(fc.constantFrom('client', 'server'), fc.nat(40)), { maxLength: 25 }),
  });
  fc.assert(
    fc.property(loss, ({ handshake, streams, bytes, lost }) => {
      const names = new Set(lost.map(([to, nth]) => `${to} ${nth}`));
      const clean = talk(handshake, streams, bytes, never);
      const { got } = talk(handshake, streams, bytes, (to, nth) => names.has(`${to} ${nth}`));
      expect(got.size).toBe(streams);
      for (const [id, one] of got)
        expect(one).toMatchObject({ bytes, fin: true, sum: clean.got.get(id)!.sum });
    }),
    { numRuns: 150 },
  );
});

describe('packets', () => {
  test('are as large as RFC 9000 §17 makes them: header, number, tag', () => {
    expect(overheadOf('one-rtt')).toBe(1 + 8 + 4 + 16);
    const data = new Uint8Array(1000).fill(7);
    const frame: QuicFrame = { kind: 'stream', id: 4, offset: 20_000, data, fin: true };
    expect(encodePacket({ kind: 'one-rtt', number: 9, frames: [frame] })).toHaveLength(
      29 + 1 + 1 + 4 + 2 + 1000,
    );
  });
  test('say what was written', () => {
    const frames: QuicFrame[] = [
      {
        kind: 'ack',
        ranges: [
          [8, 9],
          [3, 5],
          [0, 0],
        ],
        delayNs: 16_000,
      },
      { kind: 'crypto', offset: 70, length: 300 },
      { kind: 'stream', id: 8, offset: 0, data: Uint8Array.of(1, 2, 3), fin: false },
      { kind: 'ping' },
      { kind: 'handshake-done' },
    ];
    expect(readPacket(encodePacket({ kind: 'handshake', number: 70_000, frames }))).toEqual({
      ...{ kind: 'handshake', number: 70_000, frames },
    });
  });
  test('bear any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        const end = new QuicConnection({ role: 'server', handshake: 'full', notice: () => {} });
        bytes[0] = 0x40 | (bytes[0]! & 3);
        end.receive(bytes, 0);
        end.transmit(0);
      }),
      { numRuns: 2000 },
    );
  });
});
