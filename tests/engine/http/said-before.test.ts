/** A peer repeats itself, and the parser lives on it: what it makes of a message must not hang on what came before. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LIMITS } from '#engine/http/limits.ts';
import { bytesOf } from '#engine/http/octets.ts';
import { Parser } from '#engine/http/parser.ts';
import { SaidBefore } from '#engine/http/said-before.ts';
import { message, read, type How } from './read.ts';

const RESPONSE: How = { role: 'response' };
/** Few lines, so that sections share many; some are nearly the same, some fold, some are wrong. */
const LINES = [
  ...['A: b', 'A: c', 'A:b', 'a: b', 'A: b ', 'AA: b', 'Content-Length: 0', 'Content-Length: 00'],
  ...[
    'A: b\r\n c',
    'A: b\r\n\tc',
    'X: one\r\n two\r\n three',
    ' folded',
    'Y:',
    'A : b',
    'A: \u0001',
    'A: b\r',
  ],
];
const sections = fc.array(fc.array(fc.constantFrom(...LINES), { maxLength: 6 }), {
  minLength: 1,
  maxLength: 6,
});
const heads = (all: readonly (readonly string[])[]): string[] =>
  all.map((lines) => message(['HTTP/1.1 204 No', ...lines]));

const remembering = (): Parser => new Parser('request', {}, undefined, new SaidBefore());

/** Each message in a parser of its own, until one is wrong. */
function alone(messages: readonly string[], how: How): unknown[] {
  const all: unknown[] = [];
  let before = 0;
  for (const one of messages) {
    for (const parsed of read(one, how)) {
      if (parsed.kind !== 'fault') all.push(parsed);
      else
        return [...all, { kind: 'fault', fault: { code: parsed.fault.code, at: before + parsed.fault.at } }];
    }
    before += one.length;
  }
  return all;
}

describe('a message behind others is read as if it were the first', () => {
  test.each<[string, How]>([
    ['whole', RESPONSE],
    ['one byte at a time', { ...RESPONSE, pieces: [1] }],
    ['in pieces of seven', { ...RESPONSE, pieces: [7] }],
    ['with short limits', { ...RESPONSE, limits: { lineBytes: 12, sectionBytes: 40, fields: 4 } }],
  ])('%s', (_, how) =>
    fc.assert(
      fc.property(sections, (all) => {
        const messages = heads(all);
        expect(read(messages.join(''), how)).toEqual(alone(messages, how));
      }),
      { numRuns: 2000 },
    ),
  );
});

test('a parser that remembers nothing reads the same', () =>
  fc.assert(
    fc.property(sections, (all) => {
      const bytes = bytesOf(heads(all).join('').replaceAll('HTTP/1.1 204 No', 'GET / HTTP/1.1'));
      const [with_, without] = [remembering(), new Parser('request')].map((parser) => {
        const found = parser.push(bytes);
        for (let more = parser.resume(); more.length > 0; more = parser.resume()) found.push(...more);
        return found;
      });
      expect(with_).toEqual(without);
    }),
    { numRuns: 1000 },
  ));

test('what a caller does to its own bytes later changes nothing that was read', () => {
  const parser = remembering();
  const bytes = bytesOf(message(['GET / HTTP/1.1', 'Host: a.example', 'A: first']));
  const fields = () =>
    parser
      .push(bytes)
      .concat(parser.resume())
      .flatMap((one) => (one.kind === 'request' ? [one.head.fields] : []));
  const [one] = fields();
  const [two] = fields();
  bytes.set(bytesOf('second'.slice(0, 5)), bytes.length - 9);
  const [three] = fields();
  expect([one![1], two![1], three![1]]).toEqual([
    ['A', 'first'],
    ['A', 'first'],
    ['A', 'secon'],
  ]);
});

test('a section at the limit is read again and again, and is not kept', () => {
  const parser = remembering();
  const long = Array.from({ length: 8 }, (_, n) => `A${n}: ${'b'.repeat(LIMITS.lineBytes - 9)}`);
  const bytes = bytesOf(message(['GET / HTTP/1.1', 'Host: a.example', ...long]).slice(0));
  for (let nth = 0; nth < 3; nth += 1) {
    const [head] = parser.push(bytes);
    expect(head).toMatchObject({ kind: 'request', head: { fields: { length: 9 } } });
    parser.resume();
    expect(parser.heldBytes).toBe(0);
  }
});
