/** Any bytes: no exception, bounded memory, and the same verdict whether they come whole, one at a time, or in any pieces. */
import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stream, type Stream } from '#engine/kernel/random.ts';
import { WebSocketEnd } from '#engine/websocket/endpoint.ts';
import { OPCODE, type Frame } from '#engine/websocket/frame.ts';
import { Utf8Check } from '#engine/websocket/utf8-check.ts';
import { encodeUtf8 } from '#engine/wire/utf8.ts';
import { clientEnd, closing, code, joined, sent, serverEnd, verdict } from './ends.ts';

const LIMIT = 4096;
/** Keepalive's own share of the million: so many a slice, and each slice its own seed. */
const SLICES = 50;
const A_SLICE = 20_000;

const WORDS = ['', 'hello', '안녕하세요', '🙂🙂', '*'.repeat(125), '*'.repeat(126), 'x'.repeat(700)].map(
  encodeUtf8,
);
const OPCODES = [
  OPCODE.continuation,
  OPCODE.text,
  OPCODE.binary,
  OPCODE.ping,
  OPCODE.pong,
  OPCODE.text,
  OPCODE.text,
];

/** A conversation that is mostly right, with a few of its bytes changed, lost or doubled. */
function mutated(random: Stream): Uint8Array {
  const frames: Uint8Array[] = [];
  for (let left = 1 + random.below(4); left > 0; left -= 1) {
    const spec: Partial<Frame> = { fin: !random.chance(1, 4), key: random.below(0x1_0000) * 65_537 };
    frames.push(sent(OPCODES[random.below(OPCODES.length)]!, WORDS[random.below(WORDS.length)]!, spec));
  }
  if (random.chance(1, 3))
    frames.push(random.chance(1, 2) ? closing() : code(900 + random.below(200), 'bye'));
  const bytes = joined(frames);
  for (let left = random.below(4); left > 0; left -= 1) {
    const at = random.below(bytes.length);
    if (random.chance(1, 2)) bytes[at]! ^= 1 << random.below(8);
    else bytes[at] = random.below(256);
  }
  return random.chance(1, 4) ? bytes.subarray(0, random.below(bytes.length)) : bytes;
}
const noise = (random: Stream): Uint8Array =>
  Uint8Array.from({ length: random.below(40) }, () => random.below(256));

test.each(Array.from({ length: SLICES }, (_, seed) => seed))('slice %i of the million', (seed) => {
  const random = stream(seed, 'fuzz');
  for (let n = 0; n < A_SLICE; n += 1) {
    const bytes = random.chance(3, 4) ? mutated(random) : noise(random);
    const role = random.chance(1, 5) ? 'client' : 'server';
    const make = () => new WebSocketEnd({ role, random: stream(1, 'mask'), maxMessageBytes: LIMIT });
    const expected = verdict(make(), bytes);
    for (const one of expected.happenings)
      if (one.what === 'message' && one.bytes.length > LIMIT) throw new Error('beyond the limit');
    // one in ten byte by byte: they take most of the time
    const got = verdict(make(), bytes, n % 10 === 0 ? 1 : 1 + random.below(9));
    if (!same(expected, got)) expect(got).toEqual(expected);
  }
});

function same(a: ReturnType<typeof verdict>, b: ReturnType<typeof verdict>): boolean {
  return (
    a.state === b.state &&
    a.hangUp === b.hangUp &&
    Buffer.compare(a.answer, b.answer) === 0 &&
    a.happenings.length === b.happenings.length &&
    a.happenings.every((one, index) => {
      const other = b.happenings[index]!;
      if (one.what !== other.what) return false;
      if ('bytes' in one && 'bytes' in other) return Buffer.compare(one.bytes, other.bytes) === 0;
      return JSON.stringify(one) === JSON.stringify(other);
    })
  );
}

test('what one end says, the other hears, in fragments and pieces of any size', () => {
  const message = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }).map((text) => text.toWellFormed()),
    fc.uint8Array({ maxLength: 300 }),
  );
  fc.assert(
    fc.property(fc.array(message, { maxLength: 6 }), fc.integer({ min: 1, max: 50 }), (messages, size) => {
      for (const [from, to] of [
        [clientEnd(), serverEnd()],
        [serverEnd(), clientEnd()],
      ] as const) {
        for (const one of messages) {
          const bytes = typeof one === 'string' ? encodeUtf8(one) : one;
          const opcode = typeof one === 'string' ? OPCODE.text : OPCODE.binary;
          const first = Math.min(size, bytes.length);
          from.frame({ fin: false, opcode, payload: bytes.subarray(0, first) });
          from.ping(encodeUtf8('in between'));
          from.frame({ fin: true, opcode: OPCODE.continuation, payload: bytes.subarray(first) });
        }
        from.close(1000, 'done');
        const { happenings } = verdict(to, joined(from.output()), size);
        const heard = happenings.flatMap((one) =>
          one.what === 'message' ? [one.text ? Buffer.from(one.bytes).toString() : one.bytes] : [],
        );
        expect(heard).toEqual(messages);
        expect(happenings.at(-1)).toMatchObject({ what: 'close', code: 1000, reason: 'done' });
      }
    }),
  );
});

test('the check of UTF-8 says what Node says, for text and for bytes, wherever they lie', () => {
  const word = fc.constantFrom('a'.repeat(40), 'b', ' ', '가나다', '🙂', 'é', '~'.repeat(17), '\u{10ffff}');
  const text = fc.array(word, { maxLength: 12 }).map((words) => encodeUtf8(words.join('')));
  const run = fc.record({
    bytes: text,
    at: fc.nat(3),
    hit: fc.nat(200),
    by: fc.integer({ min: 0, max: 255 }),
  });
  fc.assert(
    fc.property(run, ({ bytes, at, hit, by }) => {
      const all = new Uint8Array(at + bytes.length);
      all.set(bytes, at);
      const own = all.subarray(at);
      if (hit < own.length) own[hit] = by;
      const check = new Utf8Check();
      expect(check.take(own) && check.whole).toBe(isUtf8(own));
    }),
    { numRuns: 5000 },
  );
});

test('nothing is sent behind a Close, and TCP that ends without one is 1006', () => {
  const end = serverEnd();
  expect(end.close(1001)).toBe(true);
  expect([end.close(1000), end.send('late'), end.ping(WORDS[1]!)]).toEqual([false, false, false]);
  expect(end.output()).toHaveLength(1);
  expect(clientEnd().lost()).toEqual([{ what: 'close', code: 1006, reason: '', clean: false }]);
});

test('who closes TCP: the server, as soon as both Close frames have gone; a client waits for it (RFC 6455 §7.1.1)', () => {
  const [client, server] = [clientEnd(), serverEnd()];
  client.close(1000);
  expect(client.hangUp).toBe(false);
  server.receive(joined(client.output()));
  expect([server.state, server.hangUp]).toEqual(['CLOSED', true]);
  client.receive(joined(server.output()));
  expect([client.state, client.hangUp]).toEqual(['CLOSED', false]);
  expect(client.lost()).toEqual([]);
  expect(client.hangUp).toBe(true);
});
