/** What goes to the origin, what a 304 does to what is stored, and what the client gets (RFC 9111 §4.3). */
import { describe, expect, test } from 'vitest';
import { field } from '#engine/http/message.ts';
import { Bench } from './drive.ts';

const STALE = 'Cache-Control: max-age=1';

describe('the conditional request (§4.3.1)', () => {
  test.each([
    ['an entity tag', 'ETag: "a"', '', '"a"', undefined],
    ['a weak one', 'ETag: W/"a"', '', 'W/"a"', undefined],
    [
      'a date',
      'Last-Modified: Mon, 01 Dec 2025 00:00:00 GMT',
      '',
      undefined,
      'Mon, 01 Dec 2025 00:00:00 GMT',
    ],
    [
      'both',
      'ETag: "a"\nLast-Modified: Mon, 01 Dec 2025 00:00:00 GMT',
      '',
      '"a"',
      'Mon, 01 Dec 2025 00:00:00 GMT',
    ],
    ["the client's own beside it", 'ETag: "a"', 'If-None-Match: "b"', '"b", "a"', undefined],
    ['nothing to ask by', '', '', undefined, undefined],
  ])('%s', (_, validators, asked, etag, since) => {
    const bench = new Bench('proxy');
    bench.fetch(bench.request(), `200 a\n${STALE}\n${validators}`);
    bench.wait(2);
    bench.fetch(bench.request(asked), `200 b\n${STALE}`);
    const { fields } = bench.forwarded[1]!;
    expect(field(fields, 'if-none-match')).toBe(etag);
    expect(field(fields, 'if-modified-since')).toBe(since);
  });

  test('names all variants where none was selected, and a 304 says which one holds', () => {
    const bench = new Bench('proxy');
    const response = (tag: string) => `200 ${tag}\nCache-Control: max-age=60\nVary: Foo\nETag: "${tag}"`;
    bench.fetch(bench.request('Foo: 1'), response('one'));
    bench.fetch(bench.request('Foo: 2'), response('two'));
    const { answer } = bench.fetch(
      bench.request('Foo: 3'),
      '304\nETag: "two"\nVary: Foo\nCache-Control: max-age=60',
    );
    expect(field(bench.forwarded[2]!.fields, 'if-none-match')).toBe('"one", "two"');
    expect(answer).toMatchObject({ status: 200, body: 'two' });
  });
});

describe('a 304 (§4.3.4)', () => {
  const stored = (more = '') => {
    const bench = new Bench('proxy');
    bench.fetch(
      bench.request(),
      `200 body\n${STALE}\nETag: "a"\nContent-Type: text/plain\nContent-Encoding: gzip\nFoo: old\nAge: 0\n${more}`,
    );
    bench.wait(2);
    return bench;
  };

  test('brings what is stored back, with the new fields and fresh again', () => {
    const bench = stored();
    const told =
      '304\nETag: "a"\nCache-Control: max-age=60\nFoo: new\nBar: 1\nContent-Type: text/html\nContent-Encoding: br\nConnection: close';
    const { answer } = bench.fetch(bench.request(), told);
    expect(answer).toMatchObject({ status: 200, body: 'body', age: '0' });
    const get = (name: string) => field(answer.response.fields, name);
    // §3.2: what describes the stored bytes stays
    expect([get('foo'), get('bar'), get('content-type'), get('content-encoding'), get('connection')]).toEqual(
      ['new', '1', 'text/html', 'gzip', undefined],
    );
    bench.wait(59);
    const later = bench.fetch(bench.request());
    expect(later.outcome.kind).toBe('answer');
    expect(later.answer).toMatchObject({ body: 'body', age: '59' });
  });

  test('with a strong tag speaks of that one only; asked about another, the cache asks again without validators', () => {
    const bench = stored();
    const outcome = bench.ask(bench.request());
    if (outcome.kind !== 'forward') throw new Error(outcome.kind);
    const completion = bench.cache.response(outcome.forward.id, bench.response('304\nETag: "b"'), bench.now);
    expect(completion.answers).toEqual([]);
    expect(field(completion.forwards[0]!.request.fields, 'if-none-match')).toBeUndefined();
  });

  test('without any validator means the one that was asked about', () => {
    const bench = stored();
    expect(bench.fetch(bench.request(), '304').answer).toMatchObject({ status: 200, body: 'body' });
  });

  test('that the client asked for, of something that is not stored, goes through', () => {
    const bench = new Bench('proxy');
    expect(bench.fetch(bench.request('If-None-Match: "x"'), '304\nETag: "x"').answer.status).toBe(304);
  });
});

describe('the client has it already (§4.3.2)', () => {
  const MODIFIED = 'Last-Modified: Mon, 01 Dec 2025 00:00:00 GMT';
  test.each([
    ['If-None-Match: "a"', 'ETag: "a"', 304],
    ['If-None-Match: W/"a"', 'ETag: "a"', 304],
    ['If-None-Match: "a"', 'ETag: W/"a"', 304],
    ['If-None-Match: "b", "a"', 'ETag: "a"', 304],
    ['If-None-Match: *', 'ETag: "a"', 304],
    ['If-None-Match: "b"', 'ETag: "a"', 200],
    ['If-None-Match: a', 'ETag: "a"', 200],
    ['If-Modified-Since: Mon, 01 Dec 2025 00:00:00 GMT', MODIFIED, 304],
    ['If-Modified-Since: Tue, 02 Dec 2025 00:00:00 GMT', MODIFIED, 304],
    ['If-Modified-Since: Sun, 30 Nov 2025 00:00:00 GMT', MODIFIED, 200],
    ['If-Modified-Since: yesterday', MODIFIED, 200],
    // without Last-Modified the Date counts
    ['If-Modified-Since: +0', '', 304],
    // RFC 9110 §13.2.2: the tag goes before the date
    ['If-None-Match: "b"\nIf-Modified-Since: Tue, 02 Dec 2025 00:00:00 GMT', `ETag: "a"\n${MODIFIED}`, 200],
  ])('%s against %s: %i', (asked, validators, status) => {
    const bench = new Bench('private');
    bench.fetch(
      bench.request(),
      `200 body\nCache-Control: max-age=60\nContent-Type: text/plain\n${validators}`,
    );
    const { answer } = bench.fetch(bench.request(asked));
    expect(answer.status).toBe(status);
    expect(answer.body).toBe(status === 304 ? '' : 'body');
    // RFC 9110 §15.4.5
    expect(field(answer.response.fields, 'content-type')).toBe(status === 304 ? undefined : 'text/plain');
  });
});

describe('HEAD', () => {
  const get = '200 body\nCache-Control: max-age=60\nETag: "a"\nFoo: old';
  test('is answered from a stored GET', () => {
    const bench = new Bench('proxy');
    bench.fetch(bench.request(), get);
    expect(bench.fetch(bench.request('', 'HEAD')).answer).toMatchObject({ status: 200, body: '' });
  });
  test.each([
    ['ETag: "a"\nFoo: new', 'new', 'hit'],
    ['ETag: "b"\nFoo: new', undefined, 'forward'],
    ['ETag: "a"\nContent-Length: 400', undefined, 'forward'],
  ])('%s (§4.3.5)', (told, foo, then) => {
    const bench = new Bench('proxy');
    bench.fetch(bench.request(), get);
    bench.fetch(bench.request('Cache-Control: no-cache', 'HEAD'), `200\nCache-Control: max-age=60\n${told}`);
    const outcome = bench.ask(bench.request());
    expect(outcome.kind).toBe(then === 'hit' ? 'answer' : 'forward');
    if (outcome.kind === 'answer') expect(field(outcome.response.fields, 'foo')).toBe(foo);
  });
});

describe('unsafe methods (§4.4)', () => {
  test.each([
    ['POST', '200', true],
    ['PUT', '204', true],
    ['DELETE', '303', true],
    ['M-SEARCH', '200', true],
    ['POST', '404', false],
    ['POST', '500', false],
    ['OPTIONS', '200', false],
  ])('%s answered %s: invalidated %s', (method, status, gone) => {
    const bench = new Bench('proxy');
    bench.fetch(bench.request(), '200 body\nCache-Control: max-age=60');
    bench.fetch(bench.request('', method), status);
    expect(bench.ask(bench.request()).kind).toBe(gone ? 'forward' : 'answer');
  });
  test.each([
    ['Location: /other', true],
    ['Content-Location: other', true],
    ['Location: https://example.org:443/other', true],
    ['Location: http://example.org/other', false],
    ['Content-Location: https://elsewhere.example/other', false],
  ])('%s: what it names is invalidated: %s', (fields, gone) => {
    const bench = new Bench('proxy');
    const other = fields.includes('elsewhere')
      ? 'https://elsewhere.example/other'
      : fields.includes('http:')
        ? 'http://example.org/other'
        : 'https://example.org/other';
    bench.fetch(bench.request('', 'GET', other), '200 body\nCache-Control: max-age=60');
    bench.fetch(bench.request('', 'POST'), `201\n${fields}`);
    expect(bench.ask(bench.request('', 'GET', other)).kind).toBe(gone ? 'forward' : 'answer');
  });
});
