/** What stands between a request and its answer: interim answers, a browser's buttons, fields as the wire brings them. */
import { describe, expect, it } from 'vitest';
import { field } from '#engine/http/message.ts';
import { Bench } from './drive.ts';

const FRESH = 'Cache-Control: max-age=60';

describe('interim answers (RFC 9110 §15.2)', () => {
  const early = '103\nLink: </s.css>; rel=preload\nX-Early: 1';
  it('are passed on to who asked, as they are, and the final one follows', () => {
    const bench = new Bench('proxy');
    const outcome = bench.ask(bench.request());
    if (outcome.kind !== 'forward') throw new Error(outcome.kind);
    const { id } = outcome.forward;
    const first = bench.cache.response(id, bench.response(early), bench.now);
    expect(first.answers.map(({ ticket, response }) => [ticket, response.status])).toEqual([
      [outcome.ticket, 103],
    ]);
    const last = bench.cache.response(id, bench.response(`200 body\n${FRESH}`), bench.now);
    expect(last.answers.map(({ ticket, response }) => [ticket, response.status])).toEqual([
      [outcome.ticket, 200],
    ]);
  });
  it('are not stored, and neither are their fields', () => {
    const bench = new Bench('proxy');
    const outcome = bench.ask(bench.request());
    if (outcome.kind !== 'forward') throw new Error(outcome.kind);
    bench.cache.response(outcome.forward.id, bench.response(early), bench.now);
    expect([...bench.cache.store.keys]).toEqual([]);
    bench.cache.response(outcome.forward.id, bench.response(`200 body\n${FRESH}`), bench.now);
    const { answer, outcome: second } = bench.fetch(bench.request());
    expect([second.kind, answer.status, field(answer.response.fields, 'x-early')]).toEqual([
      'answer',
      200,
      undefined,
    ]);
  });
  it('wake nobody who waits for the answer', () => {
    const bench = new Bench('proxy');
    const outcome = bench.ask(bench.request());
    if (outcome.kind !== 'forward') throw new Error(outcome.kind);
    expect(bench.ask(bench.request()).kind).toBe('wait');
    const { id } = outcome.forward;
    expect(bench.cache.response(id, bench.response(early), bench.now).answers).toHaveLength(1);
    expect(bench.cache.response(id, bench.response(`200 body\n${FRESH}`), bench.now).answers).toHaveLength(2);
  });
  it('101 is final', () => {
    const bench = new Bench('proxy');
    const outcome = bench.ask(bench.request());
    if (outcome.kind !== 'forward') throw new Error(outcome.kind);
    bench.cache.response(outcome.forward.id, bench.response('101\nUpgrade: x'), bench.now);
    expect(bench.cache.response(outcome.forward.id, bench.response('200 late'), bench.now).answers).toEqual(
      [],
    );
  });
});

describe("a browser's buttons", () => {
  const visited = (more = '') => {
    const bench = new Bench('private');
    bench.fetch(bench.request(), `200 body\n${FRESH}${more}\nETag: "a"`);
    bench.wait(5);
    return bench;
  };
  it.each([
    ['reload', 'max-age=0', undefined, '"a"'],
    ['force', 'no-cache', 'no-cache', undefined],
  ] as const)('%s asks although it is fresh', (as, control, pragma, etags) => {
    const bench = visited();
    const outcome = bench.cache.request(bench.request(), bench.now, as);
    if (outcome.kind !== 'forward') throw new Error(outcome.kind);
    const sent = (name: string) => field(outcome.forward.request.fields, name);
    expect([sent('cache-control'), sent('pragma'), sent('if-none-match')]).toEqual([control, pragma, etags]);
  });
  it('back shows what was there, and asks nobody', () => {
    const bench = visited();
    const back = () => bench.cache.request(bench.request(), bench.now, 'history');
    const because = [{ reason: 'http.use-history' }];
    expect(back()).toMatchObject({ kind: 'answer', from: 'fresh', because });
    bench.wait(1000);
    expect(back()).toMatchObject({ kind: 'answer', from: 'stale', because });
  });
  it('immutable stills a reload while it is fresh, and never a hard one (RFC 8246 §2)', () => {
    const bench = visited(', immutable');
    const as = (manner: 'reload' | 'force') => bench.cache.request(bench.request(), bench.now, manner);
    expect(as('reload')).toMatchObject({ kind: 'answer', because: [{ reason: 'http.use-immutable' }] });
    expect(as('force').kind).toBe('forward');
    bench.wait(60);
    expect(as('reload').kind).toBe('forward');
  });
  it('where nothing is stored a reload is a request for the whole', () => {
    const bench = new Bench('private');
    const outcome = bench.cache.request(bench.request(), 0, 'reload');
    expect(outcome).toMatchObject({ kind: 'forward', forward: { validates: false, why: 'uri-miss' } });
  });
});

describe('numbers and dates as they come', () => {
  const reused = (fields: string, wait: number) => {
    const bench = new Bench('proxy');
    bench.fetch(bench.request(), `200 body\n${fields}`);
    bench.wait(wait);
    return bench.ask(bench.request()).kind === 'answer';
  };
  it.each([
    ['max-age=0000000000060', 30, true],
    ['max-age=0000000000060', 61, false],
    ['max-age=99999999999999999999', 1_000_000, true],
    ["max-age='60'", 1, false],
    ['x="max-age=60", max-age=1', 2, false],
    ['max-age=1, x="max-age=60"', 2, false],
  ])('Cache-Control: %s, after %i s: reused is %s', (value, wait, then) => {
    expect(reused(`Cache-Control: ${value}`, wait)).toBe(then);
  });
  it.each([
    ['Thu, 01 Jan 2026 00:01:00 GMT', true],
    ['THU, 01 jan 2026 00:01:00 gmt', true],
    ['Thu, 01 Jan 2026 00:01:00 UTC', false],
    ['Thu 01 Jan 2026 00:01:00 GMT', false],
    ['Thu, 01  Jan  2026 00:01:00 GMT', false],
    ['Thu, 01-Jan-2026 00:01:00 GMT', false],
    ['Thu, 01 Jan 2026 00.01.00 GMT', false],
    ['Thu, 01 Jan 2026 0:01:00 GMT', false],
    ['Thu, 01 Jan 26 00:01:00 GMT', false],
  ])('Expires: %s, after 30 s: reused is %s', (value, then) => {
    expect(reused(`Expires: ${value}`, 30)).toBe(then);
  });
});

describe('what a client has already', () => {
  it.each([
    ['"a"', 304],
    ['"x", "a", "y"', 304],
    ['"x","y" , "a"', 304],
    ['W/"a"', 304],
    ['*', 304],
    ['"x", "y"', 200],
    ['"x, a"', 200],
  ])('If-None-Match: %s of "a": %i, from what is stored', (etags, status) => {
    const bench = new Bench('proxy');
    bench.fetch(bench.request(), `200 body\n${FRESH}\nETag: "a"`);
    const { outcome, answer } = bench.fetch(bench.request(`If-None-Match: ${etags}`));
    expect([outcome.kind, answer.status]).toEqual(['answer', status]);
    expect(field(answer.response.fields, 'etag')).toBe('"a"');
  });
  it("Date is the origin's, however late it is sent; Age says the rest", () => {
    const bench = new Bench('proxy');
    bench.fetch(bench.request(), `200 body\n${FRESH}\nDate: Thu, 01 Jan 2026 00:00:00 GMT`);
    bench.wait(40);
    const { answer } = bench.fetch(bench.request());
    expect([field(answer.response.fields, 'date'), answer.age]).toEqual([
      'Thu, 01 Jan 2026 00:00:00 GMT',
      '40',
    ]);
  });
  it('another query is another key', () => {
    const bench = new Bench('proxy');
    const of = (query: string) => bench.request('', 'GET', `https://example.org/thing?${query}`);
    bench.fetch(of('a=1'), `200 one\n${FRESH}`);
    expect(bench.ask(of('a=2')).kind).toBe('forward');
    expect(bench.ask(of('a=1')).kind).toBe('answer');
  });
});

describe('parts that belong together (RFC 9111 §3.4)', () => {
  const part = (from: number, to: number, body: string, more: string) =>
    `206 ${body}\nContent-Range: bytes ${from}-${to}/10\nETag: "a"\n${more}`;
  const both = (firstMore: string, secondMore: string, etag = '"a"') => {
    const bench = new Bench('proxy');
    bench.fetch(bench.request('Range: bytes=0-4'), part(0, 4, '01234', firstMore));
    bench.fetch(bench.request('Range: bytes=5-'), part(5, 9, '56789', secondMore).replace('"a"', etag));
    return bench;
  };
  it('are one whole, with the new fields in place of the old ones and the rest of the old ones kept', () => {
    const bench = both(`${FRESH}\nFoo: old\nBar: kept`, 'Foo: new');
    const { outcome, answer } = bench.fetch(bench.request());
    expect([outcome.kind, answer.status, answer.body]).toEqual(['answer', 200, '0123456789']);
    const get = (name: string) => field(answer.response.fields, name);
    expect([get('foo'), get('bar'), get('content-length'), get('content-range')]).toEqual([
      'new',
      'kept',
      '10',
      undefined,
    ]);
  });
  it('live as long as all of their fields say: a part without Cache-Control has that of the first', () => {
    const bench = both(FRESH, 'Foo: 1');
    bench.wait(59);
    expect(bench.ask(bench.request()).kind).toBe('answer');
    bench.wait(2);
    expect(bench.ask(bench.request()).kind).toBe('forward');
  });
  it.each(['"b"', 'W/"a"'])('do not belong together where the tag is %s', (etag) => {
    expect(both(FRESH, FRESH, etag).ask(new Bench('proxy').request()).kind).toBe('forward');
  });
  it('a whole and a part of it are the whole, brought up to date', () => {
    const bench = new Bench('proxy');
    bench.fetch(bench.request(), `200 0123456789\nCache-Control: max-age=1\nETag: "a"\nFoo: old`);
    bench.wait(2);
    bench.fetch(bench.request('Range: bytes=0-1'), part(0, 1, '01', `${FRESH}\nFoo: new`));
    const { outcome, answer } = bench.fetch(bench.request());
    expect([outcome.kind, answer.body, field(answer.response.fields, 'foo')]).toEqual([
      'answer',
      '0123456789',
      'new',
    ]);
  });
});

describe('what Vary names, compared (RFC 9111 §4.1)', () => {
  it.each([
    ['Accept-Language', 'en, de', 'de,en', true],
    ['Accept-Language', 'en, de', 'EN ,  dE', true],
    ['Accept-Language', 'en;q=0.5, de', 'de, en ; q=0.5', true],
    ['Accept-Language', 'en;q=0.5, de', 'de, en;q=0.6', false],
    ['Accept-Encoding', 'gzip, br', 'br, gzip', true],
    ['Accept-Encoding', 'gzip', 'gzip, br', false],
    // of a field that the cache does not know, order and case may mean anything
    ['Foo', '1, 2', ' 1,2 ', true],
    ['Foo', '1, 2', '2, 1', false],
    ['Foo', 'a', 'A', false],
  ])('%s: "%s" and "%s" are the same: %s', (name, first, second, then) => {
    const bench = new Bench('proxy');
    bench.fetch(bench.request(`${name}: ${first}`), `200 body\n${FRESH}\nVary: ${name}`);
    expect(bench.ask(bench.request(`${name}: ${second}`)).kind === 'answer').toBe(then);
  });
  it('several variants stand beside each other, and each is found again', () => {
    const bench = new Bench('proxy');
    for (const one of ['a', 'b', 'c'])
      bench.fetch(bench.request(`Foo: ${one}`), `200 ${one}\n${FRESH}\nVary: Foo\nETag: "${one}"`);
    for (const one of ['b', 'a', 'c'])
      expect(bench.fetch(bench.request(`Foo: ${one}`)).answer).toMatchObject({ body: one });
    const other = bench.ask(bench.request('Foo: d'));
    if (other.kind !== 'forward') throw new Error(other.kind);
    expect([other.forward.why, field(other.forward.request.fields, 'if-none-match')]).toEqual([
      'vary-miss',
      '"a", "b", "c"',
    ]);
    // the origin says that b will do: it then serves both
    bench.cache.response(other.forward.id, bench.response(`304\n${FRESH}\nETag: "b"`), bench.now);
    for (const one of ['d', 'b', 'a', 'c'])
      expect(bench.fetch(bench.request(`Foo: ${one}`)).answer).toMatchObject({
        body: one === 'd' ? 'b' : one,
      });
  });
});

describe('while it is validated in the background', () => {
  it('one request is on its way, however many are served; what it brings is obeyed', () => {
    const bench = new Bench('proxy');
    bench.fetch(bench.request(), '200 old\nCache-Control: max-age=1, stale-while-revalidate=60\nETag: "a"');
    bench.wait(3);
    const [first, second] = [bench.ask(bench.request()), bench.ask(bench.request())];
    if (first.kind !== 'answer' || !first.background) throw new Error('nothing is asked in the background');
    expect(second).toMatchObject({ kind: 'answer', from: 'stale' });
    expect('background' in second).toBe(false);
    bench.cache.response(
      first.background.id,
      bench.response('200 new\nCache-Control: no-cache\nETag: "b"'),
      bench.now,
    );
    expect(bench.ask(bench.request())).toMatchObject({ kind: 'forward', forward: { validates: true } });
  });
});
