import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fragment } from '#engine/wire/fragment.ts';
import { encodeIpv4, type Ipv4Header } from '#engine/wire/ipv4.ts';
import { readIpv4 } from '#engine/wire/ipv4-read.ts';
import { encodeIpv4Options, readIpv4Options } from '#engine/wire/ipv4-options.ts';
import { Reassembler, type Arrival } from '#engine/wire/reassembly.ts';

const SECOND = 1_000_000_000;
const header: Ipv4Header = {
  ...{ dscp: 0, ecn: 0, identification: 7, dontFragment: false, moreFragments: false, fragmentOffset: 0 },
  ...{ ttl: 64, protocol: 17, source: 1, destination: 2, options: new Uint8Array(0) },
};
const counted = (length: number) => Uint8Array.from({ length }, (_, index) => index);
const opened = (packets: readonly Uint8Array[]) =>
  packets.map((packet) => {
    const { value, payload, fault } = readIpv4(packet);
    expect(fault).toBeUndefined();
    return { header: value!, payload };
  });
const shape = (packets: readonly Uint8Array[]) =>
  opened(packets).map(({ header: one, payload }) => [
    one.fragmentOffset * 8,
    payload.length,
    one.moreFragments,
    one.options.length,
  ]);

describe('splitting (RFC 791 §3.2)', () => {
  test('4000 bytes through Ethernet: 1480, 1480, 1040', () => {
    expect(shape(fragment(header, counted(4000), 1500))).toEqual([
      [0, 1480, true, 0],
      [1480, 1480, true, 0],
      [2960, 1040, false, 0],
    ]);
  });
  test('what fits stays whole, to the byte', () => {
    expect(shape(fragment(header, counted(1480), 1500))).toEqual([[0, 1480, false, 0]]);
    expect(fragment(header, counted(1481), 1500).length).toBe(2);
  });
  test('an MTU that is no multiple of 8 over the header: every part but the last still is', () => {
    expect(shape(fragment(header, counted(30), 39))).toEqual([
      [0, 16, true, 0],
      [16, 14, false, 0],
    ]);
  });
  test('a fragment is split further, and its last part still has more to come', () => {
    const middle = { ...header, fragmentOffset: 10, moreFragments: true };
    expect(shape(fragment(middle, counted(24), 36))).toEqual([
      [80, 16, true, 0],
      [96, 8, true, 0],
    ]);
  });
  test('the first part has all options, the others those to be copied', () => {
    const options = encodeIpv4Options([
      { kind: 'record-route', pointer: 4, route: [0, 0] },
      { kind: 'router-alert', value: 0 },
    ]);
    const packets = fragment({ ...header, options }, counted(64), 68);
    expect(shape(packets)).toEqual([
      [0, 32, true, 16],
      [32, 32, false, 4],
    ]);
    expect(readIpv4Options(opened(packets)[1]!.header.options)).toEqual([{ kind: 'router-alert', value: 0 }]);
  });
  test.each([
    ['DF is set', { ...header, dontFragment: true }, 1500],
    ['an MTU has no room for 8 bytes', header, 27],
  ])('%s: the caller had to know', (_, one, mtu) => {
    expect(() => fragment(one, counted(2000), mtu)).toThrow(RangeError);
  });
});

const piece = (start: number, length: number, more: boolean, change: Partial<Ipv4Header> = {}) =>
  ({
    header: { ...header, fragmentOffset: start / 8, moreFragments: more, ...change },
    payload: counted(4000).subarray(start, start + length),
  }) as const;
const feed = (pieces: readonly ReturnType<typeof piece>[], reassembler = new Reassembler()): Arrival[] =>
  pieces.map((one, index) => reassembler.receive(one.header, one.payload, index));
const outcome = (arrival: Arrival) => (arrival.kind === 'dropped' ? arrival.fault : arrival.kind);

describe('putting together', () => {
  test('any datagram, through any two MTUs, in any order, with any repeated: itself, with the first part’s header', () => {
    const mtu = fc.integer({ min: 28, max: 300 });
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 1200 }),
        mtu,
        mtu,
        fc.infiniteStream(fc.nat()),
        (data, a, b, keys) => {
          const parts = opened(fragment(header, data, a)).flatMap((one) =>
            opened(fragment(one.header, one.payload, b)),
          );
          if (parts.length === 1) return;
          const mixed = [...parts, ...parts.slice(0, 3)]
            .map((one) => ({ one, key: keys.next().value as number }))
            .sort((x, y) => x.key - y.key)
            .map(({ one }) => one);
          const reassembler = new Reassembler();
          const complete = mixed
            .map((one) => reassembler.receive(one.header, one.payload, 0))
            .filter((arrival) => arrival.kind === 'complete');
          expect(complete.length).toBeGreaterThan(0);
          expect(complete[0]).toMatchObject({ header, payload: data });
        },
      ),
    );
  });

  test('two datagrams at once are told apart by source, destination, protocol and identification (RFC 791 §3.2)', () => {
    for (const other of [{ source: 9 }, { destination: 9 }, { protocol: 6 }, { identification: 9 }]) {
      const arrivals = feed([piece(0, 8, true), piece(8, 8, false, other), piece(8, 8, false)]);
      expect(arrivals.map(outcome)).toEqual(['waiting', 'waiting', 'complete']);
    }
  });

  test.each<[string, ReturnType<typeof piece>[], string[]]>([
    ['the same again', [piece(0, 16, true), piece(0, 16, true)], ['waiting', 'duplicate']],
    ['a part of what is there', [piece(0, 16, true), piece(8, 8, true)], ['waiting', 'duplicate']],
    [
      'a part of two that touch',
      [piece(0, 8, true), piece(8, 8, true), piece(0, 16, true)],
      ['waiting', 'waiting', 'duplicate'],
    ],
    ['over its end', [piece(0, 16, true), piece(8, 16, true)], ['waiting', 'fragment.overlap']],
    ['over its start', [piece(8, 16, true), piece(0, 16, true)], ['waiting', 'fragment.overlap']],
    ['around it', [piece(8, 8, true), piece(0, 24, true)], ['waiting', 'fragment.overlap']],
    [
      'over the second of two',
      [piece(0, 8, true), piece(24, 8, true), piece(8, 24, true)],
      ['waiting', 'waiting', 'fragment.overlap'],
    ],
    ['nothing in it', [piece(0, 0, true)], ['fragment.empty']],
    ['less than 8 bytes, and more to come', [piece(0, 7, true)], ['fragment.empty']],
    ['beyond the end', [piece(8, 8, false), piece(16, 8, true)], ['waiting', 'fragment.other-end']],
    ['two ends', [piece(8, 8, false), piece(24, 8, false)], ['waiting', 'fragment.other-end']],
    [
      'an end before what is there',
      [piece(16, 8, true), piece(8, 8, false)],
      ['waiting', 'fragment.other-end'],
    ],
    [
      'beyond 65,535 bytes ("ping of death")',
      [{ ...piece(0, 1480, false), header: { ...header, fragmentOffset: 8189 } }],
      ['fragment.too-long'],
    ],
    [
      'a part that is cut to a multiple of 8',
      [piece(0, 15, true), piece(8, 8, false)],
      ['waiting', 'complete'],
    ],
  ])('%s', (_, pieces, outcomes) => {
    expect(feed(pieces).map(outcome)).toEqual(outcomes);
  });

  test('after an overlap all is forgotten: what was held does not come back (RFC 5722 §4)', () => {
    const reassembler = new Reassembler();
    feed([piece(0, 16, true), piece(8, 16, true)], reassembler);
    expect(reassembler.heldBytes).toBe(0);
    expect(outcome(feed([piece(16, 8, false)], reassembler)[0]!)).toBe('waiting');
  });

  test.each([
    [[3, 2], 3],
    [[1, 3], 3],
    [[2, 2], 2],
    [[2, 1], 2],
    [[3, 0], undefined],
  ])('ECN of the parts %j: %s (RFC 3168 §5.3)', ([first, second], ecn) => {
    const last = feed([piece(0, 8, true, { ecn: first! }), piece(8, 8, false, { ecn: second! })]).at(-1)!;
    if (ecn === undefined) expect(outcome(last)).toBe('fragment.mixed-ecn');
    else expect(last).toMatchObject({ kind: 'complete', header: { ecn } });
  });
});

describe('bounds', () => {
  test('time is up: 30 s after the first to arrive, not after the last', () => {
    const reassembler = new Reassembler();
    reassembler.receive(piece(0, 8, true).header, piece(0, 8, true).payload, 5);
    reassembler.receive(piece(16, 8, true).header, piece(16, 8, true).payload, 20 * SECOND);
    expect(reassembler.nextWake()).toBe(5 + 30 * SECOND);
    expect(reassembler.expire(4 + 30 * SECOND)).toEqual([]);
    expect(reassembler.expire(5 + 30 * SECOND)).toEqual([piece(0, 8, true)]);
    expect([reassembler.nextWake(), reassembler.heldBytes]).toEqual([undefined, 0]);
  });
  test('of a datagram whose first fragment never came there is nothing to quote', () => {
    const reassembler = new Reassembler();
    feed([piece(8, 8, true)], reassembler);
    expect(reassembler.expire(60 * SECOND)).toEqual([undefined]);
  });
  test('memory: none begins beyond the bound, one that is begun goes on', () => {
    const reassembler = new Reassembler({ timeoutNs: SECOND, maxBytes: 20 });
    const arrivals = feed(
      [
        piece(0, 16, true),
        piece(0, 8, true, { identification: 8 }),
        piece(16, 16, true),
        piece(32, 8, false),
      ],
      reassembler,
    );
    expect(arrivals.map(outcome)).toEqual(['waiting', 'fragment.no-memory', 'waiting', 'complete']);
    expect(reassembler.heldBytes).toBe(0);
  });
  test('whatever comes, what is held is what waits, and a whole payload fits into a packet', () => {
    const any = fc.record({
      at: fc.nat(12),
      length: fc.nat(40),
      more: fc.boolean(),
      identification: fc.nat(2),
      ecn: fc.nat(3),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 30 }), (list) => {
        const reassembler = new Reassembler({ timeoutNs: 10, maxBytes: 100 });
        list.forEach(({ at, length, more, ...change }, now) => {
          reassembler.expire(now);
          const one = piece(at * 8, length, more, change);
          const arrival = reassembler.receive(one.header, one.payload, now);
          if (arrival.kind === 'complete') {
            expect(readIpv4(encodeIpv4(arrival.header, arrival.payload)).fault).toBeUndefined();
            expect(arrival.payload).toEqual(counted(4000).subarray(0, arrival.payload.length));
          }
        });
        reassembler.expire(1000);
        expect([reassembler.heldBytes, reassembler.nextWake()]).toEqual([0, undefined]);
      }),
    );
  });
});
