/** What RFC 9112 says of one message, as a table: what is sent, what it is. */
import { describe, expect, test } from 'vitest';
import { FAULTS, statusFor, type FaultCode } from '#engine/http/faults.ts';
import { message, read, said, type How } from './read.ts';

const H = 'Host: a.example';
const GET = 'GET / HTTP/1.1';
const POST = 'POST / HTTP/1.1';
const at = (code: FaultCode) => `fault: ${code}`;
/** Every row whole and one byte at a time: the verdict is the same. */
const holds = (input: string, expected: string, how: How = {}) => {
  const whole = said(input, how);
  expect(whole.startsWith(expected) ? expected : whole).toBe(expected);
  expect(said(input, { ...how, pieces: [1] })).toBe(whole);
};

describe('request line (RFC 9112 §3)', () => {
  test.each<[string, string]>([
    ['GET / HTTP/1.1', 'GET / 1.1 | end'],
    ['GET / HTTP/1.0', 'GET / 1.0 | end'],
    ['GET / HTTP/1.7', 'GET / 1.1 | end'],
    ["M-SEARCH!#$%&'*+.^_`|~ / HTTP/1.1", "M-SEARCH!#$%&'*+.^_`|~ / 1.1 | end"],
    ['GET /a/b;c=d?e=%20f&g#h HTTP/1.1', at('bad-target')],
    ['GET /a?b=%2 HTTP/1.1', at('bad-target')],
    ['GET /a?b={c} HTTP/1.1', at('bad-target')],
    ['GET /\u00e9 HTTP/1.1', at('bad-target')],
    ['GET /a?b=c/d?e=%C3%A9 HTTP/1.1', 'GET /a?b=c/d?e=%C3%A9 1.1 | end'],
    ['GET http://a.example:80/b?c HTTP/1.1', 'GET http://a.example:80/b?c 1.1 | end'],
    ['GET http://[::1]/ HTTP/1.1', 'GET http://[::1]/ 1.1 | end'],
    ['GET http:/// HTTP/1.1', at('bad-target')],
    ['GET http://user@a.example/ HTTP/1.1', at('bad-target')],
    ['GET urn:a:b HTTP/1.1', 'GET urn:a:b 1.1 | end'],
    ['GET a.example HTTP/1.1', at('bad-target')],
    ['GET * HTTP/1.1', at('bad-target')],
    ['OPTIONS * HTTP/1.1', 'OPTIONS * 1.1 | end'],
    ['CONNECT a.example:443 HTTP/1.1', 'CONNECT a.example:443 1.1 | end'],
    ['CONNECT a.example HTTP/1.1', at('bad-target')],
    ['CONNECT / HTTP/1.1', at('bad-target')],
    ['CONNECT a.example:65536 HTTP/1.1', at('bad-target')],
    ['GET  / HTTP/1.1', at('bad-target')],
    ['GET /  HTTP/1.1', at('bad-target')],
    ['GET\t/ HTTP/1.1', at('bad-method')],
    ['GET / HTTP/1.1 ', at('bad-version')],
    ['GET /', at('bad-version')],
    ['GET', at('bad-method')],
    [' GET / HTTP/1.1', at('bad-method')],
    ['G(T / HTTP/1.1', at('bad-method')],
    ['GET / http/1.1', at('bad-version')],
    ['GET / HTTP/11', at('bad-version')],
    ['GET / HTTP/1.10', at('bad-version')],
    ['GET / HTTP/2.0', at('other-version')],
    ['PRI * HTTP/2.0', at('other-version')],
    ['GET / HTTP/0.9', at('other-version')],
    ['GET HTTP/1.1', at('bad-request-line')],
    [`${'X'.repeat(33)} / HTTP/1.1`, at('method-too-long')],
    [`GET /${'a'.repeat(9000)} HTTP/1.1`, at('start-line-too-long')],
    ['GET /\r/ HTTP/1.1', at('bad-target')],
    ['\r\n\r\nGET / HTTP/1.1', 'GET / 1.1 | end'],
    ['\nGET / HTTP/1.1', at('bare-lf')],
  ])('row %#', (line, expected) => holds(message([line, H]), expected));
});

describe('fields (RFC 9112 §5)', () => {
  test.each<[string[], string]>([
    [[H, 'A:b'], 'GET / 1.1 | end'],
    [[H, 'A: \t b \t '], 'GET / 1.1 | end'],
    [[H, 'A:'], 'GET / 1.1 | end'],
    [[H, 'A: \u00e9\u00ff'], 'GET / 1.1 | end'],
    [[H, 'A : b'], at('space-before-colon')],
    [[H, 'A\t: b'], at('space-before-colon')],
    [[H, ': b'], at('bad-field-name')],
    [[H, 'A b: c'], at('space-before-colon')],
    [[H, 'A'], at('bad-field-name')],
    [[H, 'A\u0000: b'], at('bad-field-name')],
    [[H, '\u00e9: b'], at('bad-field-name')],
    [[H, 'A: b\rC: d'], at('bare-cr')],
    [[H, 'A: b\nC: d'], at('bare-lf')],
    [[H, 'A: b\u0000'], at('bad-field-value')],
    [[H, 'A: b\u007f'], at('bad-field-value')],
    [[H, 'A: b', ' c'], at('folded-line')],
    [[' A: b', H], at('space-before-fields')],
    [[H, `A: ${'b'.repeat(9000)}`], at('field-too-long')],
    [[H, ...Array.from({ length: 100 }, (_, n) => `A${n}: b`)], at('too-many-fields')],
    [[H, ...Array.from({ length: 20 }, () => `A: ${'b'.repeat(4000)}`)], at('fields-too-long')],
  ])('row %#', (lines, expected) => holds(message([GET, ...lines]), expected));

  test('a value stands without the white space around it, an octet a character', () => {
    const [first] = read(message([GET, H, 'a-B:\t \u00e9 x\ty  ']));
    expect(first).toMatchObject({
      head: {
        fields: [
          ['Host', 'a.example'],
          ['a-B', '\u00e9 x\ty'],
        ],
      },
    });
  });
});

describe('Host (RFC 9112 §3.2)', () => {
  test.each<[string, string[], string]>([
    [GET, [], at('no-host')],
    ['GET / HTTP/1.0', [], 'GET / 1.0 | end'],
    ['GET http://a.example/ HTTP/1.1', [], at('no-host')],
    [GET, [H, H], at('many-hosts')],
    ['GET / HTTP/1.0', [H, H], at('many-hosts')],
    [GET, ['Host:'], 'GET / 1.1 | end'],
    [GET, ['host: [::1]:8080'], 'GET / 1.1 | end'],
    [GET, ['Host: a.example:80'], 'GET / 1.1 | end'],
    [GET, ['Host: a.example:http'], at('bad-host')],
    [GET, ['Host: a.example, b.example/'], at('bad-host')],
    [GET, ['Host: a b'], at('bad-host')],
    [GET, ['Host: user@a'], at('bad-host')],
    [GET, ['Host: http://a/'], at('bad-host')],
  ])('%s %j: %s', (line, lines, expected) => holds(message([line, ...lines]), expected));
});

describe('the length of a request (RFC 9112 §6.3), and what smuggling is made of (§11.2)', () => {
  const CHUNKS = '5\r\nhello\r\n0\r\n\r\n';
  test.each<[string[], string, string]>([
    [['Content-Length: 5'], 'hello', 'POST / 1.1 | body: hello | end'],
    [['Content-Length: 005'], 'hello', 'POST / 1.1 | body: hello | end'],
    [[], 'hello', 'POST / 1.1 | end'],
    [['Content-Length: 0'], '', 'POST / 1.1 | end'],
    [['Content-Length: +5'], 'hello', at('bad-content-length')],
    [['Content-Length: -5'], 'hello', at('bad-content-length')],
    [['Content-Length: 0x5'], 'hello', at('bad-content-length')],
    [['Content-Length: 5 5'], 'hello', at('bad-content-length')],
    [['Content-Length: 5_0'], 'hello', at('bad-content-length')],
    [['Content-Length:'], 'hello', at('bad-content-length')],
    [['Content-Length: 5, 5'], 'hello', at('many-content-lengths')],
    [['Content-Length: 5', 'content-length: 5'], 'hello', at('many-content-lengths')],
    [['Content-Length: 5', 'Content-Length: 6'], 'hello', at('many-content-lengths')],
    [['Content-Length: 99999999999999999999'], '', at('body-too-long')],
    [['Transfer-Encoding: chunked'], CHUNKS, 'POST / 1.1 | body: hello | end'],
    [['Transfer-Encoding: ChunKed'], CHUNKS, 'POST / 1.1 | body: hello | end'],
    [['Transfer-Encoding: , chunked,'], CHUNKS, 'POST / 1.1 | body: hello | end'],
    [['Transfer-Encoding: chunked', 'Content-Length: 5'], CHUNKS, at('both-lengths')],
    [['Content-Length: 5', 'Transfer-Encoding: chunked'], CHUNKS, at('both-lengths')],
    [['Content-Length: 5', 'Transfer-Encoding: identity'], CHUNKS, at('both-lengths')],
    [['Transfer-Encoding: gzip, chunked'], CHUNKS, at('unknown-coding')],
    [['Transfer-Encoding: gzip', 'Transfer-Encoding: chunked'], CHUNKS, at('unknown-coding')],
    [['Transfer-Encoding: chunked, gzip'], CHUNKS, at('chunked-not-last')],
    [['Transfer-Encoding: identity'], CHUNKS, at('chunked-not-last')],
    [['Transfer-Encoding:'], CHUNKS, at('chunked-not-last')],
    [['Transfer-Encoding: chunked, chunked'], CHUNKS, at('bad-transfer-coding')],
    [['Transfer-Encoding: chunked', 'Transfer-Encoding: chunked'], CHUNKS, at('bad-transfer-coding')],
    [['Transfer-Encoding: chunked;a=b'], CHUNKS, at('bad-transfer-coding')],
    [['Transfer-Encoding: "chunked"'], CHUNKS, at('bad-transfer-coding')],
    [['Transfer-Encoding: xchunked'], CHUNKS, at('chunked-not-last')],
    [['Transfer-Encoding: \u000bchunked'], CHUNKS, at('bad-field-value')],
    [['Transfer-Encoding : chunked'], CHUNKS, at('space-before-colon')],
    [['Transfer-Encoding:', ' chunked'], CHUNKS, at('folded-line')],
    [['Transfer\u00a0Encoding: chunked'], CHUNKS, at('bad-field-name')],
  ])('%j', (lines, body, expected) => holds(message([POST, H, ...lines], body), expected));

  test('HTTP/1.0 knows no transfer codings (§6.1)', () =>
    holds(message(['POST / HTTP/1.0', 'Transfer-Encoding: chunked'], CHUNKS), at('coding-in-http-1.0')));
  test('a body beyond the limit, announced or in chunks', () => {
    const limits = { bodyBytes: 4 };
    holds(message([POST, H, 'Content-Length: 5'], 'hello'), `POST / 1.1 | ${at('body-too-long')}`, {
      limits,
    });
    const chunked = message([POST, H, 'Transfer-Encoding: chunked'], '4\r\nhell\r\n1\r\no\r\n0\r\n\r\n');
    holds(chunked, `POST / 1.1 | body: hell | ${at('body-too-long')}`, { limits });
  });
});

describe('chunks (RFC 9112 §7.1)', () => {
  const chunked = (body: string) => message([POST, H, 'Transfer-Encoding: chunked'], body);
  const hello = 'POST / 1.1 | body: hello';
  test.each<[string, string]>([
    ['5\r\nhello\r\n0\r\n\r\n', `${hello} | end`],
    ['2\r\nhe\r\n3\r\nllo\r\n000\r\n\r\n', `${hello} | end`],
    ['A\r\n0123456789\r\n0\r\n\r\n', 'POST / 1.1 | body: 0123456789 | end'],
    ['05;a\r\nhello\r\n0;b=c;d="e\\"\\\\;f"\r\n\r\n', `${hello} | end`],
    ['5 ; a = b\r\nhello\r\n0\r\n\r\n', `${hello} | end`],
    ['5\r\nhello\r\n0\r\nX: y\r\nZ: w\r\n\r\n', `${hello} | end, X=y, Z=w`],
    ['5\r\nhello\r\n0\r\nX : y\r\n\r\n', `${hello} | ${at('space-before-colon')}`],
    ['5\r\nhello\r\n0\r\nX: y\nZ: w\r\n\r\n', `${hello} | ${at('bare-lf')}`],
    ['5 \r\nhello', `POST / 1.1 | ${at('bad-chunk-size')}`],
    [' 5\r\nhello', `POST / 1.1 | ${at('bad-chunk-size')}`],
    ['\r\n5\r\nhello', `POST / 1.1 | ${at('bad-chunk-size')}`],
    ['0x5\r\nhello', `POST / 1.1 | ${at('bad-chunk-size')}`],
    ['+5\r\nhello', `POST / 1.1 | ${at('bad-chunk-size')}`],
    ['5g\r\nhello', `POST / 1.1 | ${at('bad-chunk-size')}`],
    [';a\r\nhello', `POST / 1.1 | ${at('bad-chunk-size')}`],
    ['5\nhello', `POST / 1.1 | ${at('bare-lf')}`],
    ['5;a\nhello', `POST / 1.1 | ${at('bare-lf')}`],
    ['5;a\rb\r\nhello', `POST / 1.1 | ${at('bad-chunk-extension')}`],
    ['5;\r\nhello', `POST / 1.1 | ${at('bad-chunk-extension')}`],
    ['5;a=\r\nhello', `POST / 1.1 | ${at('bad-chunk-extension')}`],
    ['5;a="b\r\nhello', `POST / 1.1 | ${at('bad-chunk-extension')}`],
    ['5;a="b"c\r\nhello', `POST / 1.1 | ${at('bad-chunk-extension')}`],
    ['5;a \r\nhello', `POST / 1.1 | ${at('bad-chunk-extension')}`],
    [`5;a=${'b'.repeat(9000)}\r\nhello`, `POST / 1.1 | ${at('chunk-line-too-long')}`],
    ['5\r\nhelloX\r\n', `${hello} | ${at('bad-chunk-end')}`],
    ['5\r\nhello\n0\r\n\r\n', `${hello} | ${at('bad-chunk-end')}`],
    ['5\r\nhello\rX', `${hello} | ${at('bad-chunk-end')}`],
    ['FFFFFFFFFFFFFFFFF\r\n', `POST / 1.1 | ${at('body-too-long')}`],
  ])('row %#', (body, expected) => holds(chunked(body), expected));
});

describe('the length of a response (RFC 9112 §6.3)', () => {
  const OK = 'HTTP/1.1 200 OK';
  const response: How = { role: 'response' };
  test.each<[string, string[], string, How, string]>([
    ['rule 1: HEAD', [OK, 'Content-Length: 5'], '', { method: 'HEAD' }, '200 OK 1.1 | end'],
    ['rule 1: 204', ['HTTP/1.1 204 No Content', 'Content-Length: 5'], '', {}, '204 No Content 1.1 | end'],
    [
      'rule 1: 304',
      ['HTTP/1.1 304 Not Modified', 'Transfer-Encoding: chunked'],
      '',
      {},
      '304 Not Modified 1.1 | end',
    ],
    [
      'rule 1: 1xx, then the answer',
      ['HTTP/1.1 103 Early Hints', '', OK, 'Content-Length: 2'],
      'hi',
      {},
      '103 Early Hints 1.1 | end | 200 OK 1.1 | body: hi | end',
    ],
    [
      'rule 2: CONNECT',
      [OK, 'Content-Length: 5'],
      'other',
      { method: 'CONNECT' },
      '200 OK 1.1 | tunnel: other',
    ],
    [
      'rule 2: CONNECT refused',
      ['HTTP/1.1 403 No', 'Content-Length: 2'],
      'no',
      { method: 'CONNECT' },
      '403 No 1.1 | body: no | end',
    ],
    [
      '101, asked for',
      ['HTTP/1.1 101 Switching Protocols'],
      'frames',
      { upgrades: true },
      '101 Switching Protocols 1.1 | tunnel: frames',
    ],
    ['101, not asked for', ['HTTP/1.1 101 Switching Protocols'], 'frames', {}, at('unasked')],
    ['rule 3', [OK, 'Content-Length: 5', 'Transfer-Encoding: chunked'], '', {}, at('both-lengths')],
    ['rule 4', [OK, 'Transfer-Encoding: chunked'], '2\r\nhi\r\n0\r\n\r\n', {}, '200 OK 1.1 | body: hi | end'],
    [
      'rule 4: not chunked',
      [OK, 'Transfer-Encoding: gzip'],
      'hi',
      { ends: true },
      '200 OK 1.1 | body: hi | end',
    ],
    ['rule 5', [OK, 'Content-Length: 2, 2'], 'hi', {}, at('many-content-lengths')],
    ['rule 6', [OK, 'Content-Length: 2'], 'hi', {}, '200 OK 1.1 | body: hi | end'],
    ['rule 8', [OK], 'hi', { ends: true }, '200 OK 1.1 | body: hi | end'],
    ['rule 8, still open', [OK], 'hi', {}, '200 OK 1.1 | body: hi'],
    [
      'cut off (§8)',
      [OK, 'Content-Length: 5'],
      'hi',
      { ends: true },
      '200 OK 1.1 | body: hi | fault: incomplete at 40',
    ],
    [
      'cut off in chunks',
      [OK, 'Transfer-Encoding: chunked'],
      '2\r\nhi\r\n',
      { ends: true },
      '200 OK 1.1 | body: hi | fault: incomplete',
    ],
    ['cut off in the head', ['HTTP/1.1 20'], '', { ends: true }, at('bad-status-line')],
    ['folds are undone (§5.2)', [OK, 'Content-Length:', '\t 2 '], 'hi', {}, '200 OK 1.1 | body: hi | end'],
    ['an empty phrase', ['HTTP/1.1 299 ', 'Content-Length: 0'], '', {}, '299  1.1 | end'],
    ['no space behind the status (§4)', ['HTTP/1.1 299', 'Content-Length: 0'], '', {}, '299  1.1 | end'],
    ['something else behind it', ['HTTP/1.1 2999 A'], '', {}, at('bad-status-line')],
    ['a tab behind it', ['HTTP/1.1 299\tA'], '', {}, at('bad-status-line')],
    ['a status of two digits', ['HTTP/1.1 29'], '', {}, at('bad-status-line')],
    ['not a status', ['HTTP/1.1 99 A'], '', {}, at('bad-status-line')],
    ['a status below 100', ['HTTP/1.1 099 A'], '', {}, at('bad-status-line')],
    ['another version', ['HTTP/2.0 200 OK'], '', {}, at('other-version')],
    ['something else', ['ICY 200 OK'], '', {}, at('bad-version')],
    ['an empty line first', ['', OK], '', {}, at('bad-version')],
  ])('%s', (_, lines, body, how, expected) => holds(message(lines, body), expected, { ...response, ...how }));
});

test('every fault has a clause and a status of a client error, or a server that cannot', () => {
  for (const [code, clause] of Object.entries(FAULTS)) {
    expect(clause, code).toMatch(/^RFC (9110|9112|6585) §[\d.]+$/);
    expect([400, 413, 414, 431, 501, 505], code).toContain(statusFor(code as FaultCode));
  }
});
