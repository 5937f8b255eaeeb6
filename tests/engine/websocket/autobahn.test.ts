/**
 * The cases of the Autobahn test suite (sections 1 to 7 and 10), each with the number it has there: what its fuzzing client sends,
 * and what a strict server has to make of it. Every case is run whole, byte by byte, and in sevens.
 */
import { expect, test } from 'vitest';
import { OPCODE } from '#engine/websocket/frame.ts';
import { encodeFrame } from '#engine/websocket/frame.ts';
import { closing, code, joined, part, sent, serverEnd, told, verdict } from './ends.ts';

const { continuation, text, binary, ping, pong } = OPCODE;
const bytes = (...values: number[]) => Uint8Array.from(values);
const hexed = (digits: string) => new Uint8Array(Buffer.from(digits, 'hex'));
/** 'κόσμε', as Autobahn has it. */
const KOSME = hexed('cebae1bdb9cf83cebcceb5');
const BYE = code(1000);
const fragments = (opcode: number, ...parts: (string | Uint8Array)[]) =>
  parts.map((one, n) => sent(n === 0 ? opcode : continuation, one, { fin: n === parts.length - 1 }));
const chopped = (opcode: number, payload: Uint8Array, size: number) =>
  fragments(
    opcode,
    ...Array.from({ length: Math.ceil(payload.length / size) }, (_, n) =>
      payload.subarray(n * size, (n + 1) * size),
    ),
  );

interface Case {
  readonly id: string;
  readonly frames: readonly Uint8Array[];
  readonly expected: readonly string[];
}
const cases: Case[] = [];
const add = (id: string, frames: readonly Uint8Array[], ...expected: string[]) =>
  cases.push({ id, frames, expected });

// 1: texts and binaries of all lengths
[0, 125, 126, 127, 128, 65_535, 65_536].forEach((length, n) => {
  add(`1.1.${n + 1}`, [sent(text, '*'.repeat(length)), BYE], `text ${'*'.repeat(length)}`, 'close 1000');
  add(
    `1.2.${n + 1}`,
    [sent(binary, new Uint8Array(length).fill(0xfe)), BYE],
    `binary ${'fe'.repeat(length)}`,
    'close 1000',
  );
});

// 2: pings and pongs
add('2.1', [sent(ping), BYE], 'ping', 'close 1000');
add('2.2', [sent(ping, 'Hello, world!'), BYE], 'ping Hello, world!', 'close 1000');
add('2.4', [sent(ping, '*'.repeat(125)), BYE], `ping ${'*'.repeat(125)}`, 'close 1000');
add('2.5', [sent(ping, '*'.repeat(126))], 'fail control-too-long 1002');
add('2.7', [sent(pong), BYE], 'pong', 'close 1000');
add('2.8', [sent(pong, 'unsolicited'), BYE], 'pong unsolicited', 'close 1000');
add('2.9', [sent(pong, 'unsolicited'), sent(ping, 'a'), BYE], 'pong unsolicited', 'ping a', 'close 1000');
add(
  '2.10',
  [...'0123456789'].map((n) => sent(ping, n)).concat(BYE),
  ...[...'0123456789'].map((n) => `ping ${n}`),
  'close 1000',
);

// 3: reserved bits
[1, 2, 3, 4, 5, 6].forEach((rsv, n) =>
  add(`3.${n + 1}`, [sent(text, 'a'), sent(text, 'b', { rsv }), sent(ping)], 'text a', 'fail bad-rsv 1002'),
);
add('3.7', [closing(), sent(text)], 'close 1005');

// 4: reserved opcodes
[3, 4, 5, 6, 7, 11, 12, 13, 14, 15].forEach((opcode) =>
  add(
    `4.${opcode < 8 ? 1 : 2}: ${opcode}`,
    [sent(text, 'a'), sent(opcode, 'reserved'), sent(ping)],
    'text a',
    'fail bad-opcode 1002',
  ),
);

// 5: fragments
add('5.1', [part(ping, 'a'), sent(continuation, 'b')], 'fail control-fragmented 1002');
add('5.2', [part(pong, 'a'), sent(continuation, 'b')], 'fail control-fragmented 1002');
add('5.3', [...fragments(text, 'frag1', 'frag2'), BYE], 'text frag1frag2', 'close 1000');
add(
  '5.6',
  [part(text, 'frag1'), sent(ping, 'p'), sent(continuation, 'frag2'), BYE],
  'ping p',
  'text frag1frag2',
  'close 1000',
);
add('5.9', [sent(continuation, 'a'), sent(text, 'b')], 'fail continues-nothing 1002');
add('5.12', [part(continuation, 'a'), sent(text, 'b')], 'fail continues-nothing 1002');
add(
  '5.15',
  [...fragments(text, 'a', 'b'), part(continuation, 'c'), sent(text, 'd')],
  'text ab',
  'fail continues-nothing 1002',
);
add(
  '5.16',
  [part(continuation, 'a'), part(text, 'b'), sent(continuation, 'c')],
  'fail continues-nothing 1002',
);
add(
  '5.17',
  [sent(continuation, 'a'), part(text, 'b'), sent(continuation, 'c')],
  'fail continues-nothing 1002',
);
add('5.18', [part(text, 'a'), sent(text, 'b')], 'fail begins-within 1002');
add(
  '5.19',
  [
    part(text, 'f1'),
    part(continuation, 'f2'),
    sent(ping, 'p1'),
    part(continuation, 'f3'),
    part(continuation, 'f4'),
    sent(ping, 'p2'),
    sent(continuation, 'f5'),
    BYE,
  ],
  'ping p1',
  'ping p2',
  'text f1f2f3f4f5',
  'close 1000',
);

// 6: UTF-8
const hello = 'Hello-µ@ßöäüàá-UTF-8!!';
add('6.1.1', [sent(text), BYE], 'text ', 'close 1000');
add('6.1.2', [...fragments(text, '', '', ''), BYE], 'text ', 'close 1000');
add('6.1.3', [...fragments(text, '', 'middle', ''), BYE], 'text middle', 'close 1000');
add('6.2.1', [sent(text, hello), BYE], `text ${hello}`, 'close 1000');
add('6.2.3', [...chopped(text, new TextEncoder().encode(hello), 1), BYE], `text ${hello}`, 'close 1000');
add('6.2.4', [...chopped(text, KOSME, 1), BYE], `text ${Buffer.from(KOSME).toString()}`, 'close 1000');
const broken = hexed('cebae1bdb9cf83cebcceb5eda080656469746564');
add('6.3.1', [sent(text, broken)], 'fail not-utf8 1007');
add('6.3.2', chopped(text, broken, 1), 'fail not-utf8 1007');
const beyond = hexed('f4908080');
add('6.4.1', [part(text, KOSME), part(continuation, beyond), sent(continuation, 'x')], 'fail not-utf8 1007');
add(
  '6.4.2',
  [part(text, joined([KOSME, bytes(0xf4)])), part(continuation, bytes(0x90))],
  'fail not-utf8 1007',
);
const GOOD: Record<string, string> = {
  '6.5.1': 'cebae1bdb9cf83cebcceb5',
  '6.7.1': '00',
  '6.7.2': 'c280',
  '6.7.3': 'e0a080',
  '6.7.4': 'f0908080',
  '6.9.1': '7f',
  '6.9.2': 'dfbf',
  '6.9.3': 'efbfbf',
  '6.9.4': 'f48fbfbf',
  '6.11.1': 'ed9fbf',
  '6.11.2': 'ee8080',
  '6.11.3': 'efbfbd',
  '6.11.4': 'f48fbfbf',
  '6.22.1': 'efbfbe',
  '6.22.2': 'efbfbf',
  '6.22.4': 'f09fbfbf',
  '6.23.1': 'efbfbd',
};
for (const [id, digits] of Object.entries(GOOD))
  add(id, [sent(text, hexed(digits)), BYE], `text ${Buffer.from(digits, 'hex').toString()}`, 'close 1000');
const BAD: Record<string, string> = {
  '6.6.1': 'ce',
  '6.6.3': 'cebae1',
  '6.6.4': 'cebae1bd',
  '6.6.6': 'cebae1bdb9cf',
  '6.6.8': 'cebae1bdb9cf83ce',
  '6.8.1': 'f888808080',
  '6.8.2': 'fc8480808080',
  '6.10.1': 'f7bfbfbf',
  '6.10.2': 'fbbfbfbfbf',
  '6.10.3': 'fdbfbfbfbfbf',
  '6.11.5': 'f4908080',
  '6.12.1': '80',
  '6.12.2': 'bf',
  '6.12.8': '808182838485868788898a8b8c8d8e8f',
  '6.13.1': 'c020c120c220',
  '6.13.3': 'e020e120',
  '6.13.4': 'f020f120',
  '6.13.5': 'f820fc20fe20',
  '6.14.1': 'c0',
  '6.14.2': 'e080',
  '6.14.3': 'f08080',
  '6.14.6': 'df',
  '6.14.7': 'efbf',
  '6.14.8': 'f7bfbf',
  '6.15.1': 'c0e080f08080f8808080fc80808080dfeFbff7bfbffbbfbfbffdbfbfbfbf',
  '6.16.1': 'fe',
  '6.16.2': 'ff',
  '6.16.3': 'fefeffff',
  '6.17.1': 'c0af',
  '6.17.2': 'e080af',
  '6.17.3': 'f08080af',
  '6.17.4': 'f8808080af',
  '6.17.5': 'fc80808080af',
  '6.18.1': 'c1bf',
  '6.18.2': 'e09fbf',
  '6.18.3': 'f08fbfbf',
  '6.18.4': 'f887bfbfbf',
  '6.18.5': 'fc83bfbfbfbf',
  '6.19.1': 'c080',
  '6.19.2': 'e08080',
  '6.19.3': 'f0808080',
  '6.19.4': 'f880808080',
  '6.19.5': 'fc8080808080',
  '6.20.1': 'eda080',
  '6.20.2': 'edadbf',
  '6.20.3': 'edae80',
  '6.20.4': 'edafbf',
  '6.20.5': 'edb080',
  '6.20.6': 'edbe80',
  '6.20.7': 'edbfbf',
  '6.21.1': 'eda080edb080',
  '6.21.2': 'eda080edbfbf',
  '6.21.5': 'edae80edb080',
  '6.21.8': 'edafbfedbfbf',
};
for (const [id, digits] of Object.entries(BAD)) add(id, [sent(text, hexed(digits))], 'fail not-utf8 1007');

// 7: closing
add('7.1.1', [sent(text, 'a'), BYE], 'text a', 'close 1000');
add('7.1.2', [BYE, BYE], 'close 1000');
add('7.1.3', [BYE, sent(ping)], 'close 1000');
add('7.1.4', [BYE, sent(text, 'a')], 'close 1000');
add('7.1.5', [part(text, 'frag1'), BYE, sent(continuation, 'frag2')], 'close 1000');
add('7.1.6', [sent(text, 'x'.repeat(262_144)), BYE, sent(ping)], `text ${'x'.repeat(262_144)}`, 'close 1000');
add('7.3.1', [closing()], 'close 1005');
add('7.3.2', [closing(97)], 'fail close-one-byte 1002');
add('7.3.3', [code(1000)], 'close 1000');
add('7.3.4', [code(1000, 'Hello World!')], 'close 1000 Hello World!');
add('7.3.5', [code(1000, '*'.repeat(123))], `close 1000 ${'*'.repeat(123)}`);
add('7.3.6', [code(1000, '*'.repeat(124))], 'fail control-too-long 1002');
add('7.5.1', [code(1000, broken)], 'fail close-not-utf8 1007');
[1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999].forEach((value, n) =>
  add(`7.7.${n + 1}`, [code(value)], `close ${value}`),
);
[0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999].forEach((value, n) =>
  add(`7.9.${n + 1}`, [code(value)], 'fail close-bad-code 1002'),
);
[5000, 65_535].forEach((value, n) => add(`7.13.${n + 1}`, [code(value)], 'fail close-bad-code 1002'));

// 10: a message of 64 KiB in pieces of 1,300 bytes
add(
  '10.1.1',
  [...chopped(text, new Uint8Array(65_536).fill(42), 1300), BYE],
  `text ${'*'.repeat(65_536)}`,
  'close 1000',
);

/** What RFC 6455 §5.5.1, §5.5.3 and §7.1.7 have sent for it: a Pong for each Ping, and one Close. */
function answerTo(lines: readonly string[]): Uint8Array {
  return joined(
    lines.flatMap((line) => {
      const [what, ...rest] = line.split(' ');
      if (what === 'ping')
        return [encodeFrame({ fin: true, opcode: pong, payload: new TextEncoder().encode(rest.join(' ')) })];
      const value = what === 'close' ? Number(rest[0]) : what === 'fail' ? Number(rest[1]) : undefined;
      if (value === undefined) return [];
      const payload = value === 1005 ? bytes() : bytes(value >> 8, value & 255);
      return [encodeFrame({ fin: true, opcode: OPCODE.close, payload })];
    }),
  );
}

test.each(cases)('$id', ({ frames, expected }) => {
  for (const size of [Infinity, 1, 7]) {
    const { happenings, answer, state, hangUp } = verdict(serverEnd(), joined(frames), size);
    expect(told(happenings)).toEqual(expected);
    expect(answer).toEqual(answerTo(expected));
    expect([state, hangUp]).toEqual(['CLOSED', true]);
  }
});

test('6.4.3, 6.4.4: bad UTF-8 is found while its frame is still coming', () => {
  const frame = sent(text, joined([KOSME, beyond, hexed('656469746564')]));
  const upToIt = 6 + KOSME.length + 2;
  expect(told(verdict(serverEnd(), frame.subarray(0, upToIt - 1)).happenings)).toEqual([]);
  expect(told(verdict(serverEnd(), frame.subarray(0, upToIt)).happenings)).toEqual(['fail not-utf8 1007']);
});
