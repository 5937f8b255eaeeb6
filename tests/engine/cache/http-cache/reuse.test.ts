/**
 * Two requests for the same, so many seconds apart: is the second answered from the cache, or does the origin hear of it?
 * Each row names its section of RFC 9111.
 */
import { describe, expect, test } from 'vitest';
import { Bench, CONFIGS } from './drive.ts';

type Kind = keyof typeof CONFIGS;
/** 'hit': answered from the cache; 'validate': forwarded with validators; 'miss': forwarded without. */
type Then = 'hit' | 'validate' | 'miss';
interface Row {
  readonly rule: string;
  readonly cache?: Kind;
  readonly first?: string;
  readonly response: string;
  readonly wait?: number;
  readonly second?: string;
  readonly then: Then;
}

const NOW = 'Date: +0';
// prettier-ignore
const rows: readonly Row[] = [
  // §4.2.1 freshness lifetime
  { rule: '§4.2.1 max-age is fresh before it', response: 'Cache-Control: max-age=60', wait: 59, then: 'hit' },
  { rule: '§4.2.1 max-age is stale at it', response: 'Cache-Control: max-age=60', wait: 60, then: 'miss' },
  { rule: '§5.2.2.1 max-age=0 is stale at once', response: 'Cache-Control: max-age=0', wait: 0, then: 'miss' },
  { rule: '§5.2 directives know no case', response: 'Cache-Control: MaX-aGe=60', wait: 30, then: 'hit' },
  { rule: '§5.2 a number may be quoted', response: 'Cache-Control: max-age="60"', wait: 30, then: 'hit' },
  { rule: '§4.2.1 max-age that is no integer is stale', response: 'Cache-Control: max-age=60.5', wait: 1, then: 'miss' },
  { rule: '§4.2.1 negative max-age is stale', response: 'Cache-Control: max-age=-60', wait: 0, then: 'miss' },
  { rule: '§4.2.1 single quotes are no quotes', response: "Cache-Control: max-age='60'", wait: 0, then: 'miss' },
  { rule: '§1.2.2 a number beyond all bounds is a large one', response: 'Cache-Control: max-age=99999999999999999999', wait: 1e6, then: 'hit' },
  { rule: '§4.2.1 two that contradict each other: stale', response: 'Cache-Control: max-age=60, max-age=1', wait: 0, then: 'miss' },
  { rule: '§4.2.1 two that agree', response: 'Cache-Control: max-age=60\nCache-Control: max-age=60', wait: 30, then: 'hit' },
  { rule: '§5.2.3 a directive within a quoted string is none', response: 'Cache-Control: ext="max-age=60"', wait: 0, then: 'miss' },
  { rule: '§5.2.3 unknown directives are passed over', response: 'Cache-Control: foo, max-age=60, bar="a, b"', wait: 30, then: 'hit' },
  { rule: '§5.3 Expires in the future', response: `${NOW}\nExpires: +60`, wait: 59, then: 'hit' },
  { rule: '§5.3 Expires has come', response: `${NOW}\nExpires: +60`, wait: 60, then: 'miss' },
  { rule: '§5.3 max-age goes before Expires', response: `${NOW}\nExpires: -60\nCache-Control: max-age=60`, wait: 30, then: 'hit' },
  { rule: '§5.3 Expires: 0 is in the past', response: `${NOW}\nExpires: 0`, wait: 0, then: 'miss' },
  { rule: '§5.3 nonsense is in the past', response: `${NOW}\nExpires: tomorrow`, wait: 0, then: 'miss' },
  { rule: '§4.2 RFC 850 form', response: 'Date: Thursday, 01-Jan-26 00:00:00 GMT\nExpires: Thursday, 01-Jan-26 00:01:00 GMT', wait: 30, then: 'hit' },
  { rule: '§4.2 asctime form', response: 'Date: Thu Jan  1 00:00:00 2026\nExpires: Thu Jan  1 00:01:00 2026', wait: 30, then: 'hit' },
  { rule: '§4.2 dates know no case', response: 'Date: THU, 01 jan 2026 00:00:00 gmt\nExpires: THU, 01 JAN 2026 00:01:00 gmt', wait: 30, then: 'hit' },
  { rule: '§4.2 a zone other than GMT is no date', response: `${NOW}\nExpires: Thu, 01 Jan 2026 00:01:00 EST`, wait: 0, then: 'miss' },
  { rule: '§5.2.2.10 s-maxage goes first in a shared cache', cache: 'proxy', response: 'Cache-Control: max-age=0, s-maxage=60', wait: 30, then: 'hit' },
  { rule: '§5.2.2.10 s-maxage says nothing to a private one', cache: 'private', response: 'Cache-Control: max-age=0, s-maxage=60', wait: 30, then: 'miss' },
  // §4.2.3 age
  { rule: '§4.2.3 Age counts', response: 'Cache-Control: max-age=60\nAge: 50', wait: 11, then: 'miss' },
  { rule: '§4.2.3 the time since Date counts', response: 'Date: -50\nCache-Control: max-age=60', wait: 11, then: 'miss' },
  { rule: '§5.1 of several Ages the first counts', response: 'Cache-Control: max-age=60\nAge: 0, 100', wait: 30, then: 'hit' },
  { rule: '§5.1 an Age that is none is passed over', response: 'Cache-Control: max-age=60\nAge: abc', wait: 30, then: 'hit' },
  { rule: '§5.1 a negative Age is none', response: 'Cache-Control: max-age=60\nAge: -100', wait: 30, then: 'hit' },
  // §4.2.2 heuristic
  { rule: '§4.2.2 a tenth of what has passed since it was modified', response: `${NOW}\nLast-Modified: -1000`, wait: 99, then: 'hit' },
  { rule: '§4.2.2 and no more', response: `${NOW}\nLast-Modified: -1000`, wait: 100, then: 'validate' },
  { rule: '§4.2.2 not without Last-Modified', response: NOW, wait: 0, then: 'miss' },
  { rule: '§4.2.2 not where freshness is stated', response: `${NOW}\nLast-Modified: -1000\nCache-Control: max-age=1`, wait: 2, then: 'validate' },
  // §3 storing
  { rule: '§5.2.2.5 no-store', response: 'Cache-Control: no-store, max-age=60', wait: 0, then: 'miss' },
  { rule: '§5.2.2.7 private and shared', cache: 'proxy', response: 'Cache-Control: private, max-age=60', wait: 0, then: 'miss' },
  { rule: '§5.2.2.7 private and private', cache: 'private', response: 'Cache-Control: private, max-age=60', wait: 0, then: 'hit' },
  { rule: '§5.2.1.5 no-store in the request', first: 'Cache-Control: no-store', response: 'Cache-Control: max-age=60', wait: 0, then: 'miss' },
  { rule: '§3.5 Authorization and shared', cache: 'proxy', first: 'Authorization: x', response: 'Cache-Control: max-age=60', second: 'Authorization: x', then: 'miss' },
  { rule: '§3.5 Authorization, shared, public', cache: 'proxy', first: 'Authorization: x', response: 'Cache-Control: max-age=60, public', then: 'hit' },
  { rule: '§3.5 Authorization, shared, s-maxage', cache: 'proxy', first: 'Authorization: x', response: 'Cache-Control: s-maxage=60', then: 'hit' },
  { rule: '§3.5 Authorization, shared, must-revalidate', cache: 'proxy', first: 'Authorization: x', response: 'Cache-Control: max-age=60, must-revalidate', then: 'hit' },
  { rule: '§3.5 Authorization and private', cache: 'private', first: 'Authorization: x', response: 'Cache-Control: max-age=60', then: 'hit' },
  { rule: '§7.3 Set-Cookie forbids nothing by itself', cache: 'proxy', response: 'Cache-Control: max-age=60\nSet-Cookie: a=b', then: 'hit' },
  { rule: '§5.2.2.3 must-understand lets no-store aside', response: 'Cache-Control: no-store, must-understand, max-age=60', then: 'hit' },
  // §5.2.2.4 and the like
  { rule: '§5.2.2.4 no-cache is validated at each use', response: 'Cache-Control: no-cache, max-age=60\nETag: "a"', then: 'validate' },
  { rule: '§5.4 Pragma in a response says nothing', response: 'Pragma: no-cache\nCache-Control: max-age=60', then: 'hit' },
  // §5.2.1 what requests say
  { rule: '§5.2.1.4 no-cache', response: 'Cache-Control: max-age=60\nETag: "a"', second: 'Cache-Control: no-cache', then: 'validate' },
  { rule: '§5.4 Pragma alone', response: 'Cache-Control: max-age=60', second: 'Pragma: no-cache', then: 'miss' },
  { rule: '§5.4 Pragma beside Cache-Control says nothing', response: 'Cache-Control: max-age=60', second: 'Pragma: no-cache\nCache-Control: foo', then: 'hit' },
  { rule: '§5.2.1.1 max-age', response: 'Cache-Control: max-age=60\nETag: "a"', wait: 10, second: 'Cache-Control: max-age=9', then: 'validate' },
  { rule: '§5.2.1.1 max-age that holds', response: 'Cache-Control: max-age=60', wait: 10, second: 'Cache-Control: max-age=10', then: 'hit' },
  { rule: '§5.2.1.3 min-fresh', response: 'Cache-Control: max-age=60', wait: 10, second: 'Cache-Control: min-fresh=51', then: 'miss' },
  { rule: '§5.2.1.3 min-fresh that holds', response: 'Cache-Control: max-age=60', wait: 10, second: 'Cache-Control: min-fresh=50', then: 'hit' },
  { rule: '§5.2.1.2 max-stale without a number', response: 'Cache-Control: max-age=60', wait: 600, second: 'Cache-Control: max-stale', then: 'hit' },
  { rule: '§5.2.1.2 max-stale within', response: 'Cache-Control: max-age=60', wait: 70, second: 'Cache-Control: max-stale=10', then: 'hit' },
  { rule: '§5.2.1.2 max-stale beyond', response: 'Cache-Control: max-age=60', wait: 71, second: 'Cache-Control: max-stale=10', then: 'miss' },
  { rule: '§5.2.2.2 must-revalidate against max-stale', response: 'Cache-Control: max-age=60, must-revalidate', wait: 61, second: 'Cache-Control: max-stale', then: 'miss' },
  { rule: '§5.2.2.8 proxy-revalidate in a shared cache', cache: 'proxy', response: 'Cache-Control: max-age=60, proxy-revalidate', wait: 61, second: 'Cache-Control: max-stale', then: 'miss' },
  { rule: '§5.2.2.8 proxy-revalidate in a private one', cache: 'private', response: 'Cache-Control: max-age=60, proxy-revalidate', wait: 61, second: 'Cache-Control: max-stale', then: 'hit' },
  { rule: '§5.2.2.10 s-maxage against max-stale', cache: 'proxy', response: 'Cache-Control: s-maxage=60', wait: 61, second: 'Cache-Control: max-stale', then: 'miss' },
  // RFC 5861, RFC 9213
  { rule: 'RFC 5861 §3 within', response: 'Cache-Control: max-age=60, stale-while-revalidate=30', wait: 90, then: 'hit' },
  { rule: 'RFC 5861 §3 beyond', response: 'Cache-Control: max-age=60, stale-while-revalidate=30', wait: 91, then: 'miss' },
  { rule: 'RFC 9213 §2.1 the targeted field goes first', cache: 'gateway', response: 'Cache-Control: no-store\nCDN-Cache-Control: max-age=60', wait: 30, then: 'hit' },
  { rule: 'RFC 9213 §2.1 and says nothing to others', cache: 'proxy', response: 'Cache-Control: max-age=0\nCDN-Cache-Control: max-age=60', wait: 0, then: 'miss' },
  { rule: 'RFC 9213 §2.1 empty, it is not there', cache: 'gateway', response: 'Cache-Control: max-age=60\nCDN-Cache-Control:', wait: 30, then: 'hit' },
  { rule: 'RFC 9213 §2.1 not a dictionary, it is not there', cache: 'gateway', response: 'Cache-Control: max-age=60\nCDN-Cache-Control: max-age=0, &', wait: 30, then: 'hit' },
  { rule: 'RFC 9213 §2.1 it leaves Expires aside', cache: 'gateway', response: `${NOW}\nExpires: +60\nCDN-Cache-Control: max-age=0`, wait: 0, then: 'miss' },
  { rule: 'RFC 9651 §3.2 parameters are left aside', cache: 'gateway', response: 'CDN-Cache-Control: max-age=60;q=1, foo=(a b);c', wait: 30, then: 'hit' },
  // §4.1 Vary
  { rule: '§4.1 the same', first: 'Foo: 1', response: 'Cache-Control: max-age=60\nVary: Foo', second: 'Foo: 1', then: 'hit' },
  { rule: '§4.1 another', first: 'Foo: 1', response: 'Cache-Control: max-age=60\nVary: Foo', second: 'Foo: 2', then: 'miss' },
  { rule: '§4.1 absent in one', first: 'Foo: 1', response: 'Cache-Control: max-age=60\nVary: foo', then: 'miss' },
  { rule: '§4.1 absent in both', response: 'Cache-Control: max-age=60\nVary: Foo', then: 'hit' },
  { rule: '§4.1 white space and lines say nothing', first: 'Foo: 1\nFoo: 2', response: 'Cache-Control: max-age=60\nVary: Foo', second: 'Foo: 1,2', then: 'hit' },
  { rule: '§4.1 every name counts', first: 'A: 1\nB: 1', response: 'Cache-Control: max-age=60\nVary: A\nVary: B', second: 'A: 1\nB: 2', then: 'miss' },
  { rule: '§4.1 * never matches', response: 'Cache-Control: max-age=60\nVary: *', then: 'miss' },
  { rule: '§4.1 * among others never matches', response: 'Cache-Control: max-age=60\nVary: Foo, *', then: 'miss' },
  { rule: '§4.3.1 another variant is asked for with the validators of those that are stored', first: 'Foo: 1', response: 'Cache-Control: max-age=60\nVary: Foo\nETag: "a"', second: 'Foo: 2', then: 'validate' },
];

describe.each(['private', 'proxy', 'gateway'] as const)('%s', (kind) => {
  test.each(rows.filter((row) => (row.cache ?? kind) === kind))('$rule', (row) => {
    const bench = new Bench(kind);
    bench.fetch(bench.request(row.first), `200 first\n${row.response}`);
    bench.wait(row.wait ?? 1);
    const { outcome, answer } = bench.fetch(bench.request(row.second), `200 second\n${row.response}`);
    const then =
      outcome.kind === 'answer'
        ? 'hit'
        : outcome.kind === 'forward' && outcome.forward.validates
          ? 'validate'
          : 'miss';
    expect(then).toBe(row.then);
    expect(answer.body).toBe(then === 'hit' ? 'first' : 'second');
  });
});

/** Status codes that may be kept without any word about freshness (RFC 9110 §15.1), and some that may not. */
test.each([
  ...[200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501].map((status) => [status, true] as const),
  ...[201, 202, 302, 303, 307, 400, 403, 429, 500, 503, 599].map((status) => [status, false] as const),
])('status %i without freshness: stored %s; with max-age: stored', (status, kept) => {
  for (const [fields, expected] of [
    ['Last-Modified: -100000', kept],
    ['Cache-Control: max-age=60', true],
  ] as const) {
    const bench = new Bench('private');
    bench.fetch(bench.request(), `${status} first\n${fields}`);
    bench.wait(1);
    expect(bench.ask(bench.request()).kind).toBe(expected ? 'answer' : 'forward');
  }
});
