/** What is sent: age, fields, ranges, stale for error, one request for many, history. */
import { describe, expect, test } from 'vitest';
import { field, type Fields } from '#engine/http/message.ts';
import { Bench } from './drive.ts';

const FRESH = 'Cache-Control: max-age=60';
const status = (fields: Fields) => field(fields, 'cache-status');

describe('fields', () => {
  test('Age grows with the time in the cache (§4.2.3, §5.1), on top of what it came with', () => {
    const bench = new Bench('proxy');
    bench.fetch(bench.request(), `200 body\n${FRESH}\nAge: 5`);
    bench.wait(7);
    expect(bench.fetch(bench.request()).answer.age).toBe('12');
  });
  test('those of the connection are neither stored nor passed on (§3.1)', () => {
    const bench = new Bench('proxy');
    const through = bench.fetch(
      bench.request(),
      `200 body\n${FRESH}\nConnection: Foo, close\nFoo: 1\nKeep-Alive: timeout=5\nProxy-Authenticate: x\nBar: 2`,
    );
    for (const { response } of [through.answer, bench.fetch(bench.request()).answer]) {
      const names = response.fields.map(([name]) => name.toLowerCase());
      expect(names).toContain('bar');
      expect(names).not.toEqual(expect.arrayContaining(['foo']));
      for (const name of ['connection', 'foo', 'keep-alive', 'proxy-authenticate'])
        expect(names).not.toContain(name);
    }
  });
  test('private="..." keeps a field from a shared cache (§5.2.2.7), no-cache="..." from reuse without validation (§5.2.2.4)', () => {
    const response =
      '200 body\nCache-Control: max-age=60, private="X-Own", no-cache="x-checked"\nX-Own: 1\nX-Checked: 2\nETag: "a"';
    for (const [kind, own] of [
      ['proxy', undefined],
      ['private', '1'],
    ] as const) {
      const bench = new Bench(kind);
      bench.fetch(bench.request(), response);
      const { fields } = bench.fetch(bench.request()).answer.response;
      expect([field(fields, 'x-own'), field(fields, 'x-checked')]).toEqual([own, undefined]);
    }
  });
  test('a response without Date gets one (RFC 9110 §6.6.1)', () => {
    const bench = new Bench('proxy');
    const { answer } = bench.fetch(bench.request(), `200 body\n${FRESH}`);
    expect(field(answer.response.fields, 'date')).toBe('Thu, 01 Jan 2026 00:00:00 GMT');
  });
  test('Cache-Status says what was done (RFC 9211)', () => {
    const bench = new Bench('proxy');
    const said = [bench.fetch(bench.request(), `200 body\n${FRESH}\nETag: "a"`)];
    bench.wait(10);
    said.push(bench.fetch(bench.request()));
    bench.wait(60);
    said.push(bench.fetch(bench.request(), '304\nETag: "a"'));
    said.push(bench.fetch(bench.request('Cache-Control: no-store', 'GET', 'https://example.org/x'), '404'));
    expect(said.map(({ answer }) => status(answer.response.fields))).toEqual([
      'proxy; fwd=uri-miss; fwd-status=200; stored',
      'proxy; hit; ttl=50',
      'proxy; fwd=stale; fwd-status=304; stored',
      'proxy; fwd=uri-miss; fwd-status=404',
    ]);
  });
});

describe('ranges (§3.3, §3.4, RFC 9110 §14)', () => {
  const whole = '200 0123456789\nCache-Control: max-age=60\nETag: "a"\nContent-Length: 10';
  test.each([
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=0-99', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=10-', 416, '', 'bytes */10'],
    ['bytes=-0', 416, '', 'bytes */10'],
    ['bytes=4-2', 200, '0123456789', undefined],
    ['bytes=0-1,3-4', 200, '0123456789', undefined],
    ['lines=0-1', 200, '0123456789', undefined],
  ])('%s of what is stored whole', (range, expected, body, contentRange) => {
    const bench = new Bench('proxy');
    bench.fetch(bench.request(), whole);
    const { answer } = bench.fetch(bench.request(`Range: ${range}`));
    expect(answer).toMatchObject({ status: expected, body });
    expect(field(answer.response.fields, 'content-range')).toBe(contentRange);
    if (expected !== 416) expect(field(answer.response.fields, 'content-length')).toBe(String(body.length));
  });
  test.each([
    ['"a"', 206],
    ['"b"', 200],
    ['W/"a"', 200],
  ])('If-Range: %s: %i', (condition, expected) => {
    const bench = new Bench('proxy');
    bench.fetch(bench.request(), whole);
    expect(bench.fetch(bench.request(`Range: bytes=0-1\nIf-Range: ${condition}`)).answer.status).toBe(
      expected,
    );
  });

  const part = (first: number, last: number, total: number | string = 10) =>
    `206 ${'0123456789'.slice(first, last + 1)}\nCache-Control: max-age=60\nETag: "a"\nContent-Range: bytes ${first}-${last}/${total}`;
  test('a part serves what lies within it, and nothing else', () => {
    const bench = new Bench('proxy');
    bench.fetch(bench.request('Range: bytes=2-6'), part(2, 6));
    expect(bench.fetch(bench.request('Range: bytes=3-4')).answer).toMatchObject({ status: 206, body: '34' });
    expect(bench.ask(bench.request('Range: bytes=3-7')).kind).toBe('forward');
    expect(bench.ask(bench.request()).kind).toBe('forward');
  });
  test('parts that touch are joined; whole again, they serve everybody', () => {
    const bench = new Bench('proxy');
    bench.fetch(bench.request('Range: bytes=0-4'), part(0, 4));
    bench.fetch(bench.request('Range: bytes=5-9'), part(5, 9));
    expect(bench.fetch(bench.request()).answer).toMatchObject({ status: 200, body: '0123456789' });
  });
  test('a beginning is completed: the rest is asked for, and the client gets the whole', () => {
    const bench = new Bench('proxy');
    bench.fetch(bench.request('Range: bytes=0-4'), part(0, 4));
    const { answer } = bench.fetch(bench.request(), part(5, 9));
    expect(field(bench.forwarded[1]!.fields, 'range')).toBe('bytes=5-');
    expect(field(bench.forwarded[1]!.fields, 'if-range')).toBe('"a"');
    expect(answer).toMatchObject({ status: 200, body: '0123456789' });
  });
  test.each([
    ['another tag', part(5, 9).replace('"a"', '"b"')],
    ['a weak tag', part(5, 9).replace('"a"', 'W/"a"')],
    ['a gap', part(6, 9)],
  ])('parts with %s are not joined', (_, second) => {
    const bench = new Bench('proxy');
    bench.fetch(bench.request('Range: bytes=0-4'), part(0, 4));
    bench.fetch(bench.request('Range: bytes=5-9'), second);
    expect(bench.ask(bench.request()).kind).toBe('forward');
  });
  test.each(['bytes 0-4', 'bytes 0-3/10', 'items 0-4/10', 'bytes 0-4/4', ''])(
    'a 206 that says "%s" is not kept',
    (range) => {
      const bench = new Bench('proxy');
      bench.fetch(bench.request('Range: bytes=0-4'), `206 01234\n${FRESH}\nContent-Range: ${range}`);
      expect(bench.ask(bench.request('Range: bytes=0-4')).kind).toBe('forward');
    },
  );
});

describe('errors (§4.2.4, RFC 5861 §4)', () => {
  test.each([
    ['max-age=1', 'down', 'stale'],
    ['max-age=1, must-revalidate', 'down', 504],
    ['max-age=1, no-cache', 'down', 504],
    ['s-maxage=1', 'down', 504],
    ['max-age=1, proxy-revalidate', 'down', 504],
    ['max-age=1', '503 sorry', 503],
    ['max-age=1, stale-if-error=9', '503 sorry', 'stale'],
    ['max-age=1, stale-if-error=8', '503 sorry', 503],
    ['max-age=1, stale-if-error=9', '404 gone', 404],
    ['max-age=1, stale-if-error=9, must-revalidate', '500 sorry', 500],
  ])('%s, ten seconds later the origin says %s: %s', (directives, origin, then) => {
    const bench = new Bench('proxy');
    bench.fetch(bench.request(), `200 stale\nCache-Control: ${directives}`);
    bench.wait(10);
    const { answer } = bench.fetch(bench.request(), origin);
    expect(answer.body === 'stale' ? 'stale' : answer.status).toBe(then);
  });
  test('nothing stored and nobody to ask: 504; only-if-cached does not ask', () => {
    const bench = new Bench('proxy');
    expect(bench.fetch(bench.request()).answer.status).toBe(504);
    const { outcome, answer } = bench.fetch(bench.request('Cache-Control: only-if-cached'));
    expect([outcome.kind, answer.status]).toEqual(['answer', 504]);
  });
  test('stale while it is revalidated (RFC 5861 §3): answered at once, asked once in the background, fresh from then on', () => {
    const bench = new Bench('proxy');
    const response = 'Cache-Control: max-age=1, stale-while-revalidate=60\nETag: "a"';
    bench.fetch(bench.request(), `200 old\n${response}`);
    bench.wait(10);
    const first = bench.ask(bench.request());
    const second = bench.ask(bench.request());
    if (first.kind !== 'answer' || second.kind !== 'answer') throw new Error('not answered');
    expect(first.background?.validates).toBe(true);
    expect(second.background).toBeUndefined();
    const completion = bench.cache.response(
      first.background!.id,
      bench.response(`200 new\n${response}`),
      bench.now,
    );
    expect(completion.answers).toEqual([]);
    expect(bench.fetch(bench.request()).answer.body).toBe('new');
  });
});

describe('one request for many', () => {
  test('those who come while it is fetched wait, and are served by its answer', () => {
    const bench = new Bench('gateway');
    const [first, ...rest] = Array.from({ length: 5 }, () => bench.ask(bench.request()));
    expect(rest.map(({ kind }) => kind)).toEqual(['wait', 'wait', 'wait', 'wait']);
    if (first?.kind !== 'forward') throw new Error(first?.kind);
    const { answers, forwards } = bench.cache.response(
      first.forward.id,
      bench.response(`200 body\n${FRESH}`),
      bench.now,
    );
    expect(answers.map(({ ticket }) => ticket)).toEqual([0, 1, 2, 3, 4]);
    expect(forwards).toEqual([]);
    expect(status(answers[1]!.response.fields)).toBe('gateway; hit; ttl=60; collapsed');
  });
  test('what may not be stored serves nobody else: each of them is sent on', () => {
    const bench = new Bench('gateway');
    const [first] = [bench.ask(bench.request()), bench.ask(bench.request()), bench.ask(bench.request())];
    if (first.kind !== 'forward') throw new Error(first.kind);
    const completion = bench.cache.response(
      first.forward.id,
      bench.response('200 own\nCache-Control: private'),
      bench.now,
    );
    expect([completion.answers.length, completion.forwards.length]).toEqual([1, 2]);
  });
  test('an answer that comes stale serves those who waited, and the one request to make it fresh is sent on', () => {
    const bench = new Bench('gateway');
    const [first] = [bench.ask(bench.request()), bench.ask(bench.request())];
    if (first.kind !== 'forward') throw new Error(first.kind);
    const old = bench.response('200 old\nCache-Control: max-age=1, stale-while-revalidate=60\nAge: 5');
    const { answers, forwards } = bench.cache.response(first.forward.id, old, bench.now);
    expect([answers.length, forwards.length]).toEqual([2, 1]);
    bench.cache.response(forwards[0]!.id, bench.response(`200 new\n${FRESH}`), bench.now);
    expect(bench.fetch(bench.request()).answer.body).toBe('new');
  });
  test.each(['Cache-Control: no-cache', 'Authorization: x', 'Range: bytes=0-1'])(
    '%s waits for nobody',
    (fields) => {
      const bench = new Bench('gateway');
      bench.ask(bench.request());
      expect(bench.ask(bench.request(fields)).kind).toBe('forward');
    },
  );
  test('a browser does not collapse', () => {
    const bench = new Bench('private');
    bench.ask(bench.request());
    expect(bench.ask(bench.request()).kind).toBe('forward');
  });
});

describe('room', () => {
  test('the least recently used response goes first, and the bytes are those of what is there', () => {
    const bench = new Bench('proxy', { capacityBytes: 300 });
    const body = 'x'.repeat(100);
    const get = (path: string) => bench.request('', 'GET', `https://example.org/${path}`);
    for (const path of ['a', 'b']) bench.fetch(get(path), `200 ${body}\n${FRESH}`);
    expect(bench.ask(get('a')).kind).toBe('answer');
    bench.fetch(get('c'), `200 ${body}\n${FRESH}`);
    expect([...bench.cache.store.keys]).toEqual(['https://example.org/a', 'https://example.org/c']);
    expect(bench.cache.store.bytes).toBeLessThanOrEqual(300);
  });
});

test('back shows what was seen, however old (§6); a purge takes it away', () => {
  const bench = new Bench('private');
  bench.fetch(bench.request(), '200 body\nCache-Control: max-age=1, must-revalidate');
  bench.wait(3600);
  const back = bench.cache.request(bench.request(), bench.now, 'history');
  expect(back.kind === 'answer' && back.response.status).toBe(200);
  expect(bench.cache.purge('https://EXAMPLE.org:443/thing#part')).toBe(true);
  expect(bench.cache.request(bench.request(), bench.now, 'history').kind).toBe('forward');
});
