/** Whatever comes: nothing is thrown, little is held, and the outcome is the same in whatever pieces the bytes come. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PREFACE } from '#engine/http2/codes.ts';
import { Http2Connection } from '#engine/http2/connection.ts';
import {
  dataFrame,
  encodeFrame,
  resetFrame,
  settingsFrame,
  windowUpdateFrame,
} from '#engine/http2/frames.ts';
import type { Happening } from '#engine/http2/happenings.ts';
import { fieldsOf, frame, GET, headers, opened } from './by-hand.ts';
import { joined, latin1, toHex } from './octets.ts';

/** Slices of a million inputs a kind; `HTTP2_INPUTS` asks for more than the daily slice. */
const RUNS = Number(process.env['HTTP2_INPUTS'] ?? 1000);
const MOST_HELD = 65_536 + 16_384 + 9;

const stream = fc.constantFrom(0, 1, 1, 1, 2, 3, 3, 5, 0x7fff_ffff);
const sound: fc.Arbitrary<Uint8Array> = fc.oneof(
  stream.map((id) => opened(id)),
  stream.map((id) => headers(id, GET)),
  stream.map((id) => headers(id, [':status: 200'], 4)),
  stream.map((id) => headers(id, ['x: y'])),
  fc
    .tuple(stream, fc.nat(2000), fc.boolean())
    .map(([id, size, last]) => dataFrame(id, new Uint8Array(size), last)),
  stream.map((id) => resetFrame(id, 8)),
  fc.tuple(stream, fc.constantFrom(0, 1, 1000, 0x7fff_ffff)).map(([id, by]) => windowUpdateFrame(id, by)),
  fc
    .tuple(fc.integer({ min: 0, max: 9 }), fc.constantFrom(0, 1, 100, 16_384, 0x7fff_ffff))
    .map((pair) => settingsFrame([pair])),
  fc.constantFrom(
    frame('SETTINGS', 1, 0),
    frame('PING', 0, 0, 1, 2, 3, 4, 5, 6, 7, 8),
    frame('GOAWAY', 0, 0, 0, 0, 0, 1, 0, 0, 0, 0),
  ),
);
const any: fc.Arbitrary<Uint8Array> = fc
  .tuple(fc.integer({ min: 0, max: 11 }), fc.nat(255), stream, fc.uint8Array({ maxLength: 40 }))
  .map(([type, flags, id, payload]) => encodeFrame(type, flags, id, payload));
/** Sound frames, odd ones, and a few octets that were changed, left out or put in. */
const input = fc
  .tuple(
    fc.array(fc.oneof({ weight: 4, arbitrary: sound }, { weight: 1, arbitrary: any }), { maxLength: 12 }),
    fc.array(fc.tuple(fc.nat(), fc.nat(255), fc.constantFrom('change', 'insert', 'leave-out')), {
      maxLength: 3,
    }),
    fc.boolean(),
  )
  .map(([frames, changes, clean]) => {
    const bytes = Array.from(joined(settingsFrame([]), ...frames));
    if (!clean)
      for (const [at, octet, what] of changes)
        bytes.splice(
          at % (bytes.length + 1),
          what === 'insert' ? 0 : 1,
          ...(what === 'leave-out' ? [] : [octet]),
        );
    return Uint8Array.from(bytes);
  });

function play(role: 'client' | 'server', bytes: Uint8Array, pieces: readonly number[]) {
  const connection = new Http2Connection({ role, creditAtOnce: true });
  if (role === 'client') connection.request(fieldsOf(GET), true);
  const heard: Happening[] = [];
  const all = role === 'server' ? joined(PREFACE, bytes) : bytes;
  let held = 0;
  for (let at = 0, nth = 0; at < all.length; nth += 1) {
    const to = at + (pieces[nth % pieces.length] ?? all.length);
    heard.push(...connection.receive(all.subarray(at, to), 0));
    held = Math.max(held, connection.heldBytes);
    at = to;
  }
  return { said: heard.map(told), out: toHex(connection.take()), held, open: connection.openStreams };
}
const told = (one: Happening): string =>
  JSON.stringify(one, (_, value: unknown) => (value instanceof Uint8Array ? toHex(value) : value));

describe.each(['server', 'client'] as const)('a %s', (role) => {
  test('makes the same of it whole, octet by octet, and in pieces', () => {
    fc.assert(
      fc.property(
        input,
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 5 }),
        (bytes, pieces) => {
          const whole = play(role, bytes, []);
          expect(play(role, bytes, pieces)).toMatchObject({ said: whole.said, out: whole.out });
          if (bytes.length < 3000)
            expect(play(role, bytes, [1])).toMatchObject({ said: whole.said, out: whole.out });
          expect(whole.held).toBeLessThanOrEqual(MOST_HELD);
          expect(whole.open).toBeLessThanOrEqual(100);
        },
      ),
      { numRuns: RUNS },
    );
  });
  test('bears octets of any kind', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const connection = new Http2Connection({ role });
        connection.receive(role === 'server' ? joined(PREFACE, bytes) : bytes, 0);
        connection.take();
      }),
      { numRuns: RUNS },
    );
  });
});

test('what was never a preface is known by its first wrong octet', () => {
  const connection = new Http2Connection({ role: 'server' });
  expect(connection.receive(latin1('PRI * HTTP/2.0\r\n\r\nS'), 0)).toEqual([]);
  expect(connection.receive(latin1('X'), 0)).toMatchObject([{ kind: 'broken', fault: 'h2.bad-preface' }]);
});
