/** STOMP 1.2 frames: the examples of the specification, escaping, limits, and any bytes at all. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stream } from '#engine/kernel/random.ts';
import {
  CLIENT_COMMANDS,
  encodeStomp,
  frameOf,
  SERVER_COMMANDS,
  type StompFrame,
} from '#engine/stomp/frame.ts';
import { StompReader, type StompRead } from '#engine/stomp/reader.ts';
import { decodeUtf8, encodeUtf8 } from '#engine/wire/utf8.ts';

const ALL = [...CLIENT_COMMANDS, ...SERVER_COMMANDS];
function read(bytes: Uint8Array, size = Infinity, limits = {}): StompRead[] {
  const reader = new StompReader(ALL, limits);
  const out: StompRead[] = [];
  for (let at = 0; at < bytes.length; at += size)
    out.push(...reader.take(bytes.subarray(at, Math.min(bytes.length, at + size))));
  return out;
}
const told = (list: readonly StompRead[]) =>
  list.map((one) =>
    one.what === 'fault'
      ? one.fault
      : one.what === 'beat'
        ? 'beat'
        : `${one.frame.command} ${JSON.stringify(one.frame.headers)} ${decodeUtf8(one.frame.body)}`,
  );

test.each([
  [
    'a SEND',
    'SEND\ndestination:/queue/a\ncontent-type:text/plain\n\nhello queue a\n\0',
    ['SEND [["destination","/queue/a"],["content-type","text/plain"]] hello queue a\n'],
  ],
  ['CR LF as the end of a line', 'BEGIN\r\ntransaction:tx1\r\n\r\n\0', ['BEGIN [["transaction","tx1"]] ']],
  [
    'a content-length, and NUL in the body',
    'SEND\ndestination:/queue/a\ncontent-length:5\n\na\0b\0c\0',
    ['SEND [["destination","/queue/a"],["content-length","5"]] a\0b\0c'],
  ],
  [
    'ends of line between frames',
    '\n\nABORT\ntransaction:t\n\n\0\n',
    ['beat', 'beat', 'ABORT [["transaction","t"]] ', 'beat'],
  ],
  ['escapes', 'MESSAGE\nk\\c1:a\\nb\\\\c\\rd\n\n\0', ['MESSAGE [["k:1","a\\nb\\\\c\\rd"]] ']],
  [
    'a header twice: both are kept, the first counts',
    'MESSAGE\nfoo:World\nfoo:Hello\n\n\0',
    ['MESSAGE [["foo","World"],["foo","Hello"]] '],
  ],
  [
    'no escapes in CONNECT',
    'CONNECT\naccept-version:1.2\nhost:a\\nb:1\n\n\0',
    ['CONNECT [["accept-version","1.2"],["host","a\\\\nb:1"]] '],
  ],
  ['an undefined escape', 'SEND\ndestination:a\\tb\n\n\0', ['bad-escape']],
  ['a colon in a value', 'SEND\ndestination:a:b\n\n\0', ['bad-header']],
  ['a header without a colon', 'SEND\ndestination\n\n\0', ['bad-header']],
  ['a header without a name', 'SEND\n:x\n\n\0', ['bad-header']],
  ['another command', 'HELLO\n\n\0', ['unknown-command']],
  ['a lower-case command', 'send\ndestination:a\n\n\0', ['unknown-command']],
  ['a body where none may be', 'SUBSCRIBE\nid:0\ndestination:a\n\nbody\0', ['unexpected-body']],
  ['a content-length that is none', 'SEND\ncontent-length:-1\n\n\0', ['bad-length']],
  ['a content-length that is too short', 'SEND\ncontent-length:2\n\nabc\0', ['no-null']],
])('%s', (_, text, expected) => {
  for (const size of [Infinity, 1, 3]) expect(told(read(encodeUtf8(text), size))).toEqual(expected);
});

test('limits end the reading', () => {
  const limits = { lineBytes: 20, headers: 2, bodyBytes: 4 };
  expect(told(read(encodeUtf8(`SEND\ndestination:${'x'.repeat(9)}\n`), 1, limits))).toEqual([
    'line-too-long',
  ]);
  expect(told(read(encodeUtf8('SEND\na:1\nb:2\nc:3\n'), 1, limits))).toEqual(['too-many-headers']);
  expect(told(read(encodeUtf8('SEND\na:1\n\nabcde\0'), 1, limits))).toEqual(['body-too-long']);
  expect(told(read(encodeUtf8('SEND\ncontent-length:5\n'), 1, limits))).toEqual(['body-too-long']);
});

test('a frame that is written is read again', () => {
  const word = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }).map((text) => text.toWellFormed());
  const name = word.filter((text) => text !== 'content-length');
  const frame = fc
    .record({
      headers: fc.array(fc.tuple(name, word), { maxLength: 5 }),
      body: fc.uint8Array({ maxLength: 50 }),
    })
    .map(({ headers, body }) => frameOf('SEND', [...headers, ['content-length', String(body.length)]], body));
  fc.assert(
    fc.property(
      fc.array(frame, { maxLength: 3 }),
      fc.integer({ min: 1, max: 20 }),
      (frames: StompFrame[], size) => {
        const bytes = Buffer.concat(frames.map(encodeStomp));
        expect(read(bytes, size)).toEqual(frames.map((one) => ({ what: 'frame', frame: one })));
      },
    ),
  );
});

test.each(Array.from({ length: 10 }, (_, seed) => seed))(
  'slice %i of a million: any bytes, the same verdict in any pieces',
  (seed) => {
    const random = stream(seed, 'stomp');
    const parts = [
      'SEND\n',
      'CONNECT\n',
      'ACK\n',
      'a:b\n',
      'id:\\c\n',
      'content-length:3\n',
      '\n',
      '\0',
      'xyz',
      '\\t',
      '\r\n',
      ':',
      '\u{1f642}',
      '\xff',
    ].map((text) => (text === '\xff' ? Uint8Array.of(255) : encodeUtf8(text)));
    for (let n = 0; n < 100_000; n += 1) {
      const bytes = Buffer.concat(
        Array.from({ length: random.below(9) }, () => parts[random.below(parts.length)]!),
      );
      const whole = told(read(bytes));
      const parted = told(read(bytes, 1));
      if (whole.join() !== parted.join()) expect(parted).toEqual(whole);
    }
  },
);
