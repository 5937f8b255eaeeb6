/** The frame codec (RFC 6455 §5): the examples of the RFC, the edges of the lengths, masking. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeFrame, lengthBytesOf, OPCODE } from '#engine/websocket/frame.ts';
import { readHeader } from '#engine/websocket/header.ts';
import { mask } from '#engine/websocket/mask.ts';
import { hex } from '#engine/wire/octets.ts';
import { encodeUtf8 } from '#engine/wire/utf8.ts';
import { clientEnd, KEY, part, sent, serverEnd, told, verdict } from './ends.ts';

const hello = encodeUtf8('Hello');

// RFC 6455 §5.7
test.each([
  ['a text, unmasked', encodeFrame({ fin: true, opcode: 1, payload: hello }), '810548656c6c6f'],
  ['a text, masked', sent(OPCODE.text, 'Hello'), '818537fa213d7f9f4d5158'],
  ['a fragment', encodeFrame({ fin: false, opcode: 1, payload: encodeUtf8('Hel') }), '010348656c'],
  ['the last fragment', encodeFrame({ fin: true, opcode: 0, payload: encodeUtf8('lo') }), '80026c6f'],
  ['a Ping, unmasked', encodeFrame({ fin: true, opcode: 9, payload: hello }), '890548656c6c6f'],
  ['a Pong, masked', sent(OPCODE.pong, 'Hello'), '8a8537fa213d7f9f4d5158'],
])('%s', (_, bytes, expected) => expect(hex(bytes)).toBe(expected));

test.each([
  [0, 0, 2],
  [125, 0, 2],
  [126, 2, 4],
  [65_535, 2, 4],
  [65_536, 8, 10],
])('%i bytes need %i bytes of extended length, %i of header', (length, extended, bytes) => {
  const frame = encodeFrame({ fin: true, opcode: OPCODE.binary, payload: new Uint8Array(length) });
  expect(lengthBytesOf(length)).toBe(extended);
  expect(frame.length).toBe(bytes + length);
  expect(readHeader(frame, 0, frame.length, false)).toEqual({
    fin: true,
    opcode: 2,
    key: undefined,
    length,
    bytes,
  });
});

test('masking twice gives the bytes back, wherever they lie and in however many parts', () => {
  const run = fc.record({
    bytes: fc.uint8Array({ minLength: 1, maxLength: 400 }),
    key: fc.integer({ min: 0, max: 0xffff_ffff }),
    from: fc.nat(7),
    at: fc.nat(7),
    cut: fc.nat(400),
  });
  fc.assert(
    fc.property(run, ({ bytes, key, from, at, cut }) => {
      const source = new Uint8Array(from + bytes.length);
      source.set(bytes, from);
      const target = new Uint8Array(at + bytes.length);
      const first = Math.min(cut, bytes.length);
      mask(source, from, first, target, at, key, 0);
      mask(source, from + first, bytes.length - first, target, at + first, key, first);
      const octets = [24, 16, 8, 0].map((shift) => (key >>> shift) & 255);
      expect([...target.subarray(at)]).toEqual([...bytes].map((byte, index) => byte ^ octets[index % 4]!));
      expect([...source.subarray(from)]).toEqual([...bytes]);
    }),
    { numRuns: 1000 },
  );
});

test('a server masks nothing; a client masks every frame with a new key', () => {
  const server = serverEnd();
  server.send('Hello');
  expect(hex(server.output()[0]!)).toBe('810548656c6c6f');
  const client = clientEnd();
  for (let n = 0; n < 20; n += 1) client.send('Hello');
  const frames = client.output();
  expect(frames.every((frame) => frame[1] === 0x85)).toBe(true);
  expect(new Set(frames.map((frame) => hex(frame.subarray(2, 6)))).size).toBe(20);
});

test('same seed, same keys', () => {
  const keys = (seed: number) =>
    Array.from(
      { length: 5 },
      (
        (end) => () =>
          end.key()
      )(clientEnd(seed)),
    );
  expect(keys(7)).toEqual(keys(7));
  expect(keys(7)).not.toEqual(keys(8));
});

test('a message larger than allowed ends with 1009, by its header alone or by the sum of its fragments', () => {
  const header = sent(OPCODE.binary, new Uint8Array(2000)).subarray(0, 8);
  expect(told(verdict(serverEnd(1999), header).happenings)).toEqual(['fail too-big 1009']);
  expect(told(verdict(serverEnd(2000), header).happenings)).toEqual([]);
  const end = serverEnd(10);
  expect(told(end.receive(part(OPCODE.text, '123456')))).toEqual([]);
  expect(told(end.receive(sent(OPCODE.continuation, '78901')))).toEqual(['fail too-big 1009']);
});

test('a length beyond 2^53 is refused before anything is kept for it', () => {
  const header = Uint8Array.of(0x82, 0xff, 0x7f, 255, 255, 255, 255, 255, 255, 255, 1, 2, 3, 4);
  expect(told(verdict(serverEnd(), header).happenings)).toEqual(['fail too-big 1009']);
  const negative = Uint8Array.of(0x82, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0);
  expect(told(verdict(serverEnd(), negative).happenings)).toEqual(['fail length-too-large 1002']);
});

test.each([
  [125, 2],
  [0, 2],
  [125, 8],
  [126, 8],
  [65_535, 8],
] as const)('%i bytes with an extended length of %i are not in the shortest form', (length, lengthBytes) => {
  const frame = sent(OPCODE.binary, new Uint8Array(length), { lengthBytes });
  expect(told(verdict(serverEnd(), frame).happenings)).toEqual(['fail length-not-least 1002']);
});

test('a client that does not mask, and a server that does, are failed with 1002', () => {
  expect(told(serverEnd().receive(encodeFrame({ fin: true, opcode: 1, payload: hello })))).toEqual([
    'fail unmasked 1002',
  ]);
  const masked = encodeFrame({ fin: true, opcode: 1, payload: hello, key: KEY });
  expect(told(clientEnd().receive(masked))).toEqual(['fail masked 1002']);
});
