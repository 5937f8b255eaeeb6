/** The reader's headers, checked: what is left out, and what is told of the rest. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import en from '#content/sandboxes/web-cache/en.json';
import ko from '#content/sandboxes/web-cache/ko.json';
import { readHeaders } from '#engine/webcache/headers.ts';

const codes = (text: string) =>
  readHeaders(text).problems.map(({ line, code, error }) => `${line} ${code}${error ? '!' : ''}`);

describe('lines that are no fields are left out, and named', () => {
  it.each([
    ['Cache-Control max-age=60', 'no-colon'],
    ['Cache-Control : max-age=60', 'blank-before-colon'],
    ['Cache Control: max-age=60', 'bad-name'],
    [': max-age=60', 'bad-name'],
    ['X-Note: 한글', 'bad-value'],
    ['X-Note: a\u0007b', 'bad-value'],
    ['Content-Length: 5', 'own-field'],
    ['transfer-encoding: chunked', 'own-field'],
  ])('%s: %s', (line, code) => {
    expect(codes(`ETag2: x\n${line}`)).toEqual([`2 ${code}!`]);
    expect(readHeaders(`ETag2: x\n${line}`).fields).toEqual([['ETag2', 'x']]);
  });
});

describe('what does not mean what it seems to', () => {
  it.each([
    ['Cache-Control: max-age=1h', 'not-seconds'],
    ['Cache-Control: max-age=-1', 'not-seconds'],
    ['Cache-Control: max-age', 'no-seconds'],
    ['Cache-Control: max-age=1, max-age=2', 'twice'],
    ['Cache-Control: max_age=60', 'misspelt'],
    ['Cache-Control: nocache', 'misspelt'],
    ['Cache-Control: forever', 'unknown'],
    ['Cache-Control: max-stale=5', 'of-requests'],
    ['Cache-Control: no-store, max-age=60', 'no-store-wins'],
    ['Cache-Control: private, public', 'private-and-public'],
    ['Cache-Control: private, s-maxage=60', 'private-and-shared'],
    ['Cache-Control: immutable', 'immutable-never-fresh'],
    ['Cache-Control: max-age=5, must-revalidate, stale-if-error=60', 'stale-forbidden'],
    ['CDN-Cache-Control: Max-Age=60', 'not-structured'],
    ['CDN-Cache-Control: max-age=60,', 'not-structured'],
    ['Expires: 0', 'not-a-date'],
    ['Expires: Thu, 01 Jan 2026 00:01:00 GMT\nCache-Control: max-age=60', 'expires-overruled'],
    ['Last-Modified: yesterday', 'not-a-date-ignored'],
    ['ETag: v1', 'etag-unquoted'],
    ['ETag: "v1"', 'etag-fixed'],
    ['Vary: *', 'vary-any'],
    ['Pragma: no-cache', 'pragma'],
    ['Set-Cookie: a=b', 'set-cookie'],
    ['Age: 5', 'age'],
  ])('%s: %s', (text, code) => expect(codes(text)).toEqual([`1 ${code}`]));

  it.each([
    'Cache-Control: public, max-age=60, stale-while-revalidate=30',
    'Cache-Control: private="Set-Cookie", max-age=60',
    'Expires: Thu, 01 Jan 2026 00:01:00 GMT',
    'CDN-Cache-Control: max-age=60',
    'Vary: Accept-Language, Accept-Encoding',
    '',
    '\n\n  \n',
  ])('nothing is said of %s', (text) => expect(codes(text)).toEqual([]));
});

it('whatever is typed, every problem has its line, its clause and its sentence', () => {
  const piece = fc.constantFrom(
    'Cache-Control',
    'max-age',
    '=',
    ':',
    ' ',
    ',',
    '60',
    '"',
    '\n',
    'Vary',
    '*',
    'CDN-Cache-Control',
    'é',
    'ETag',
    'no-store',
    'private',
    '\t',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
      const text = pieces.join('');
      const { fields, problems } = readHeaders(text);
      for (const { line, clause, code } of problems) {
        expect(line).toBeLessThanOrEqual(text.split('\n').length);
        expect(clause).toMatch(/^RFC \d+ §\d/);
        expect((en as Record<string, string>)[`header.${code}`]).toBeTruthy();
        expect((ko as Record<string, string>)[`header.${code}`]).toBeTruthy();
      }
      for (const [name, value] of fields) expect(`${name}${value}`).not.toMatch(/[\r\n]/);
    }),
    { numRuns: 400 },
  );
});
