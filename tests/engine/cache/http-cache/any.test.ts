/** Parsers survive anything; dates and keys go round. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GATEWAY_CACHE, PRIVATE_CACHE } from '#engine/cache/http-cache/config.ts';
import { HttpCache } from '#engine/cache/http-cache/http-cache.ts';
import { formatHttpDate, parseHttpDate } from '#engine/cache/http-cache/http-date.ts';
import { listMembers } from '#engine/cache/http-cache/message.ts';
import { parseDictionary } from '#engine/cache/http-cache/structured.ts';
import { cacheKey, formatUri, parseUri, resolve } from '#engine/cache/http-cache/uri.ts';

const NOW = 1_767_225_600;

test('a date that is written is read again, from 1600 to 9999', () => {
  fc.assert(
    fc.property(fc.integer({ min: -11_676_096_000, max: 253_402_300_799 }), (at) => {
      expect(parseHttpDate(formatHttpDate(at), NOW)).toBe(at);
      if (at > 0) expect(formatHttpDate(at)).toBe(new Date(at * 1000).toUTCString());
    }),
  );
});

test.each([
  ['Sun, 06 Nov 1994 08:49:37 GMT', 784_111_777],
  ['Sunday, 06-Nov-94 08:49:37 GMT', 784_111_777],
  ['Sun Nov  6 08:49:37 1994', 784_111_777],
  ['Sun, 06 Nov 1994 08:49:37 UTC', undefined],
  // no more than 50 years ahead of 2026 (RFC 9110 §5.6.7)
  ['Friday, 01-Jan-77 00:00:00 GMT', 220_924_800],
  ['Thursday, 01-Jan-76 00:00:00 GMT', 3_345_062_400],
  ['Sun, 30 Feb 1994 08:49:37 GMT', undefined],
  ['Thu, 29 Feb 2024 00:00:00 GMT', 1_709_164_800],
  ['Wed, 29 Feb 2023 00:00:00 GMT', undefined],
  ['Sun, 6 Nov 1994 08:49:37 GMT', undefined],
  ['Sun, 06 Nov 1994 24:00:00 GMT', undefined],
  ['Sun, 06 Nov 1994 08:49:37 EST', undefined],
  ['Sun, 06 Nov 1994 08:49:37', undefined],
  ['0', undefined],
  ['', undefined],
])('%s is %s', (text, at) => expect(parseHttpDate(text, NOW)).toBe(at));

test.each([
  ['a, b', ['a', 'b']],
  [' a ,, b ,', ['a', 'b']],
  ['"a, b", c', ['"a, b"', 'c']],
  ['a="x\\", y", b', ['a="x\\", y"', 'b']],
  ['"never ends, b', ['"never ends, b']],
  ['', []],
])('%s has the members %s', (text, members) => expect(listMembers(text)).toEqual(members));

/** RFC 3986 §5.4.1 and §5.4.2, those that lead to http. */
test.each([
  ['g', '/b/c/g'],
  ['./g', '/b/c/g'],
  ['g/', '/b/c/g/'],
  ['/g', '/g'],
  ['?y', '/b/c/d;p?y'],
  ['g?y', '/b/c/g?y'],
  ['#s', '/b/c/d;p?q'],
  ['g#s', '/b/c/g'],
  ['', '/b/c/d;p?q'],
  ['.', '/b/c/'],
  ['./', '/b/c/'],
  ['..', '/b/'],
  ['../g', '/b/g'],
  ['../..', '/'],
  ['../../../g', '/g'],
  ['/./g', '/g'],
  ['g.', '/b/c/g.'],
  ['./g/.', '/b/c/g/'],
  ['g/../h', '/b/c/h'],
])('%s against http://a/b/c/d;p?q leads to %s', (reference, path) =>
  expect(formatUri(resolve(parseUri('http://a/b/c/d;p?q')!, reference)!)).toBe(`http://a${path}`),
);

test.each([
  ['https://Example.ORG:443/a/../b#c', 'https://example.org/b'],
  ['http://example.org', 'http://example.org/'],
  ['http://example.org:8080?q', 'http://example.org:8080/?q'],
  ['not a uri', 'not a uri'],
])('%s is kept under %s', (url, key) => expect(cacheKey(url)).toBe(key));

test.each([
  ['a=1, b=?0, c, d=tok', ['a', 'b', 'c', 'd']],
  ['a=1;x=2;y, a=2', ['a']],
  ['a=(1 "two" three);q=0.5, b=:aGk=:', ['a', 'b']],
  ['a=-1.5, b=@1659578233, c=%"f%c3%bc"', ['a', 'b', 'c']],
  ['a,', undefined],
  ['A=1', undefined],
  ['a=', undefined],
  ['a=1 b=2', undefined],
  ['a=1.', undefined],
  ['a="x', undefined],
  ['a=1234567890123456', undefined],
])('dictionary %s', (text, keys) => {
  const found = parseDictionary(text);
  expect(found && [...found.keys()]).toEqual(keys);
});

test('any fields and any bytes: an outcome, never an exception, and no request is answered twice', () => {
  const name = fc.constantFrom(
    'Cache-Control',
    'CDN-Cache-Control',
    'Vary',
    'ETag',
    'Age',
    'Expires',
    'Date',
    'Range',
    'Content-Range',
    'If-None-Match',
    'If-Range',
    'Pragma',
    'Location',
    'Connection',
    'Authorization',
  );
  const value = fc.oneof(
    fc.string({ maxLength: 30, unit: 'binary' }),
    fc.constantFrom(
      'max-age=1',
      'no-cache',
      'private="a,b"',
      '"x"',
      'W/"x"',
      '*',
      'bytes=0-',
      'bytes 0-1/2',
      '1',
      'stale-while-revalidate=9',
      'only-if-cached',
      'max-stale',
    ),
  );
  const fields = fc.array(fc.tuple(name, value), { maxLength: 6 });
  const step = fc.record({
    method: fc.constantFrom('GET', 'HEAD', 'POST', 'PURGE'),
    fields,
    status: fc.constantFrom(200, 200, 206, 304, 404, 500, 503, 0),
    told: fields,
    wait: fc.integer({ min: 0, max: 5 }),
    later: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), fc.boolean(), (steps, shared) => {
      const cache = new HttpCache(shared ? GATEWAY_CACHE : PRIVATE_CACHE);
      const answered = new Set<number>();
      const open: { id: number; of: (typeof steps)[number] }[] = [];
      let now = 0;
      const finish = (id: number, of: (typeof steps)[number]) => {
        const response = { status: of.status, fields: of.told, body: new Uint8Array(2) };
        const { answers, forwards } =
          of.status === 0 ? cache.failure(id, now) : cache.response(id, response, now);
        for (const { ticket } of answers) {
          expect(answered.has(ticket)).toBe(false);
          answered.add(ticket);
        }
        open.push(...forwards.map((one) => ({ id: one.id, of: { ...of, status: 200 as const } })));
      };
      for (const one of steps) {
        now += one.wait * 1e9;
        const outcome = cache.request({ method: one.method, url: 'http://a/', fields: one.fields }, now);
        if (outcome.kind === 'answer') answered.add(outcome.ticket);
        const forward =
          outcome.kind === 'forward'
            ? outcome.forward
            : outcome.kind === 'answer'
              ? outcome.background
              : undefined;
        if (forward) open.push({ id: forward.id, of: one });
        if (!one.later) for (const { id, of } of open.splice(0)) finish(id, of);
      }
      for (let next = open.shift(); next; next = open.shift()) finish(next.id, next.of);
      expect(answered.size).toBe(steps.length);
    }),
    { numRuns: 500 },
  );
});
