/**
 * Parsers survive anything: the verdict is the same whether the bytes come whole, one at a time, or in pieces of any size, and nothing is
 * held beyond the limits. `npm run bench http` sends a million inputs through; here are some of them.
 */
import { describe, expect, test } from 'vitest';
import { LIMITS } from '#engine/http/limits.ts';
import { bytesOf } from '#engine/http/octets.ts';
import { Parser } from '#engine/http/parser.ts';
import { fuzz } from './fuzz.ts';
import { message } from './read.ts';

const H = 'Host: a.example';
const TE = 'Transfer-Encoding: chunked';
const EACH = 5000;

describe.each(['request', 'response'] as const)('a %s of any bytes', (role) => {
  test.each([0, 1, 2, 3, 4, 5])('slice %i', { timeout: 60_000 }, (slice) => {
    const { faults, whole } = fuzz(role, slice, EACH);
    expect(faults).toBeGreaterThan(EACH / 10);
    expect(whole).toBeGreaterThan(EACH / 30);
  });
});

describe('memory', () => {
  test.each<[string, string, string]>([
    ['a request line', '', 'a'],
    ['empty lines', '', '\r\n'],
    ['a field', 'GET / HTTP/1.1\r\nA: ', 'b'],
    ['fields', 'GET / HTTP/1.1\r\n', 'A: b\r\n'],
    ['chunk extensions', message(['POST / HTTP/1.1', H, TE], '5;'), 'a'],
    ['zeros of a chunk size', message(['POST / HTTP/1.1', H, TE]), '0'],
    ['trailers', message(['POST / HTTP/1.1', H, TE], '0\r\n'), 'A: b\r\n'],
  ])('%s without end: refused at a limit, and nothing more is kept', (_, begin, more) => {
    const parser = new Parser('request');
    parser.push(bytesOf(begin));
    let most = 0;
    for (let sent = 0; !parser.over && sent < 1_000_000; sent += more.length) {
      parser.push(bytesOf(more));
      most = Math.max(most, parser.heldBytes);
    }
    expect(parser.over).toBe(true);
    expect(most).toBeLessThanOrEqual(LIMITS.sectionBytes + 2);
  });
});
