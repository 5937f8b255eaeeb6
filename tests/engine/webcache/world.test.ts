/** The row of caches as users see it: who answers, how old it is, what the origin hears of it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reasons as ofCaches } from '#engine/cache/http-cache/reasons.ts';
import type { Field } from '#engine/http/message.ts';
import { firstField } from '#engine/cache/http-cache/message.ts';
import { MILLISECOND, SECOND } from '#engine/kernel/time.ts';
import { stateAt } from '#engine/kernel/trace.ts';
import { headOf } from '#engine/webcache/message.ts';
import { reasons } from '#engine/webcache/reasons.ts';
import { ORIGIN_DEEDS, USER_DEEDS } from '#engine/webcache/setup.ts';
import { atOrigin, decidedIn, rowOf, seenIn } from './row.ts';

const cc = (value: string): { fields: readonly Field[] } => ({ fields: [['Cache-Control', value]] });

describe('a first and a second visit', () => {
  it('the first goes all the way and back, 55 ms each, and 30 ms at the origin', () => {
    expect(seenIn(rowOf('0 browser-a load', cc('max-age=60')))).toEqual(['a v1 age 0 from origin in 140 ms']);
  });
  it('the same user again is answered by the browser itself, at once', () => {
    const run = rowOf('0 browser-a load\n30 browser-a load', cc('max-age=60'));
    expect(seenIn(run)[1]).toBe('a v1 age 30 from browser-a in 0 ms');
    expect(atOrigin(run)).toBe(1);
  });
  it('another user is answered by the nearest shared cache, and gets its Age', () => {
    const run = rowOf('0 browser-a load\n20 browser-b load\n50 browser-b load', cc('max-age=60'));
    expect(seenIn(run).slice(1)).toEqual([
      'b v1 age 20 from proxy in 20 ms',
      'b v1 age 50 from browser-b in 0 ms',
    ]);
  });
  it('Age counts on through every hop: the browser of the second user holds what the proxy held', () => {
    const run = rowOf('0 browser-a load\n20 browser-b load\n70 browser-b load', cc('max-age=60'));
    expect(decidedIn(run, 2)[0]).toBe('browser-b revalidate http.use-stale');
  });
  it('without the proxy in the row the way is as long, and the gateway is asked', () => {
    const run = rowOf('0 browser-a load\n20 browser-b load', { ...cc('max-age=60'), proxy: null });
    expect(seenIn(run)).toEqual(['a v1 age 0 from origin in 140 ms', 'b v1 age 20 from gateway in 100 ms']);
  });
});

describe('what the response says', () => {
  it.each([
    ['no-store', 'no one keeps it: all the way again', 'a v1 age 0 from origin in 140 ms', 2],
    ['no-cache', 'everybody keeps it, and asks before each use', 'a v1 age 0 from origin in 140 ms', 2],
    ['private, max-age=60', 'the browser keeps it, nobody else', 'a v1 age 30 from browser-a in 0 ms', 1],
    [
      's-maxage=60, max-age=0',
      'shared caches for 60 s; the browser has to ask',
      'a v1 age 30 from proxy in 20 ms',
      1,
    ],
    ['max-age=10', 'stale everywhere: validated end to end', 'a v1 age 0 from origin in 140 ms', 2],
  ])('%s: %s', (value, _, second, requests) => {
    const run = rowOf('0 browser-a load\n30 browser-a load', cc(value));
    expect(seenIn(run)[1]).toBe(second);
    expect(atOrigin(run)).toBe(requests);
  });
  it('private: another user gets nothing out of it', () => {
    expect(seenIn(rowOf('0 browser-a load\n1 browser-b load', cc('private, max-age=60')))[1]).toBe(
      'b v1 age 0 from origin in 140 ms',
    );
  });
});

describe('what users do', () => {
  const fresh = 'max-age=600';
  it.each([
    ['load', 'a v1 age 5 from browser-a in 0 ms'],
    ['reload', 'a v1 age 0 from origin in 140 ms'],
    ['force', 'a v1 age 0 from origin in 140 ms'],
    ['back', 'a v1 age 5 from browser-a in 0 ms'],
    ['cached', 'a v1 age 5 from browser-a in 0 ms'],
  ])('%s, five seconds after the first visit', (what, second) => {
    expect(seenIn(rowOf(`0 browser-a load\n5 browser-a ${what}`, cc(fresh)))[1]).toBe(second);
  });
  it('a reload carries max-age=0 and the ETag; a hard one no-cache, and no validator', () => {
    const heads = (what: string) => {
      const { frames, events } = rowOf(`0 browser-a load\n5 browser-a ${what}`, cc(fresh));
      const sent = events.find((event) => event.kind === 'send' && event.click === 1)!;
      return String.fromCharCode(...frames[sent['frame'] as number]!.bytes).split('\r\n');
    };
    expect(heads('reload')).toEqual(
      expect.arrayContaining(['Cache-Control: max-age=0', 'If-None-Match: "v1"']),
    );
    expect(heads('force')).toEqual(expect.arrayContaining(['Cache-Control: no-cache', 'Pragma: no-cache']));
    expect(heads('force').join()).not.toContain('If-None-Match');
  });
  it('immutable: a reload of what is fresh asks nobody; once it is stale, it does', () => {
    const run = rowOf(
      '0 browser-a load\n5 browser-a reload\n700 browser-a reload',
      cc(`${fresh}, immutable`),
    );
    expect(decidedIn(run, 1)).toEqual(['browser-a hit http.use-immutable']);
    expect(decidedIn(run, 2)[0]).toContain('revalidate');
  });
  it('back shows what was there, however old', () => {
    const run = rowOf('0 browser-a load\n3000 origin change\n3600 browser-a back', cc('max-age=1'));
    expect(seenIn(run)[1]).toBe('a v1 age 3600 from browser-a in 0 ms, outdated');
  });
  it('only-if-cached with nothing stored anywhere is 504, and nobody is asked', () => {
    const run = rowOf('0 browser-a cached', cc(fresh));
    expect(seenIn(run)).toEqual(['a 504 age 0 from browser-a in 0 ms']);
    expect(atOrigin(run)).toBe(0);
  });
  it('a POST invalidates the caches it passes through, and no others', () => {
    const run = rowOf(
      '0 browser-a load\n1 browser-b load\n5 browser-a post\n6 browser-b load\n7 browser-a load',
      cc(fresh),
    );
    expect(seenIn(run).slice(2)).toEqual([
      'a 204 age 0 from origin in 140 ms',
      'b v1 age 6 from browser-b in 0 ms, outdated',
      'a v2 age 0 from origin in 140 ms',
    ]);
  });
  it('two halves of it, asked for as ranges, are one whole in the cache', () => {
    const run = rowOf('0 browser-a first-half\n1 browser-a second-half\n2 browser-a load', cc(fresh));
    // as old as its younger half: that one came at 1 s (RFC 9111 §3.4 takes the new response's fields)
    expect(seenIn(run)[2]).toBe('a v1 age 1 from browser-a in 0 ms');
    expect(run.events.some(({ reason }) => reason === 'http.store-combined')).toBe(true);
  });
});

describe('the operators', () => {
  it('a purge at the gateway does not reach the browser or the proxy', () => {
    const run = rowOf(
      '0 browser-a load\n1 origin change\n2 gateway purge\n3 browser-a load\n4 browser-b load',
      cc('max-age=60'),
    );
    expect(seenIn(run).slice(1)).toEqual([
      'a v1 age 3 from browser-a in 0 ms, outdated',
      'b v1 age 4 from proxy in 20 ms, outdated',
    ]);
  });
  it('an address per version is never outdated', () => {
    const run = rowOf('0 browser-a load\n1 origin change\n2 browser-a load', {
      ...cc('max-age=31536000, immutable'),
      origin: { versionedUrl: true },
    });
    expect(seenIn(run)[1]).toBe('a v2 age 0 from origin in 140 ms');
  });
  it('an origin that answers 503 is covered by stale-if-error, within its time', () => {
    const clicks = '0 browser-a load\n5 origin fail\n20 browser-b load\n200 browser-b load';
    const run = rowOf(clicks, { ...cc('max-age=10, stale-if-error=100'), proxy: null });
    expect(seenIn(run).slice(1)).toEqual([
      'b v1 age 20 from gateway in 140 ms',
      'b 503 age 0 from origin in 140 ms',
    ]);
  });
  it('an origin that is down is 504, if must-revalidate forbids what is stale', () => {
    const clicks = '0 browser-a load\n5 origin down\n20 browser-b load';
    expect(seenIn(rowOf(clicks, { ...cc('max-age=10'), proxy: null }))[1]).toBe(
      'b v1 age 20 from gateway in 110 ms',
    );
    expect(seenIn(rowOf(clicks, { ...cc('max-age=10, must-revalidate'), proxy: null }))[1]).toBe(
      'b 504 age 0 from gateway in 110 ms',
    );
  });
  it('stale-while-revalidate: the stale one at once, the fresh one for who comes next', () => {
    const run = rowOf(
      '0 browser-a load\n5 origin change\n15 browser-b load\n16 browser-a load',
      cc('max-age=10, stale-while-revalidate=60'),
    );
    expect(seenIn(run)[1]).toBe('b v1 age 15 from proxy in 20 ms, outdated');
    expect(run.events.some((event) => event.kind === 'send' && event.background)).toBe(true);
  });
});

describe('a crowd at expiry', () => {
  const users = [...'abcdefghij'].map((id) => ({ id, fields: [] }));
  const clicks = '0 browser-a load\n100 everyone load';
  const crowd = (collapse: boolean) =>
    rowOf(clicks, { ...cc('max-age=60'), users, proxy: null, gateway: { collapse } });
  it('with collapsing the origin hears of one request, without of one a user', () => {
    expect(atOrigin(crowd(true))).toBe(2);
    expect(atOrigin(crowd(false))).toBe(11);
  });
  it('everybody sees the same, either way', () => {
    for (const run of [crowd(true), crowd(false)])
      expect(seenIn(run).filter((one) => one.includes('v1'))).toHaveLength(11);
  });
  it('no-store cannot be collapsed: who waited is sent on alone', () => {
    expect(
      atOrigin(rowOf(clicks, { ...cc('no-store'), users, proxy: null, gateway: { collapse: true } })),
    ).toBe(11);
  });
});

describe('messages', () => {
  it('one that is dropped is missed when the time is up, and what is stale stands in', () => {
    const target = 'row/gateway>origin/1';
    const run = rowOf('0 browser-a load\n20 browser-b load', {
      ...cc('max-age=10'),
      proxy: null,
      interventions: [{ act: 'drop', target }],
    });
    expect(run.events.filter(({ kind }) => kind === 'lost')).toHaveLength(1);
    expect(seenIn(run)[1]).toBe('b v1 age 25 from gateway in 5100 ms');
  });
  it('one that is delayed comes later, by as much', () => {
    const delay = { act: 'delay', target: 'row/origin>gateway/0', byNs: SECOND } as const;
    expect(seenIn(rowOf('0 browser-a load', { interventions: [delay] }))).toEqual([
      'a v1 age 0 from origin in 1140 ms',
    ]);
  });
  it('are whole HTTP/1.1: a head, an empty line, so many bytes as Content-Length says', () => {
    for (const { bytes } of rowOf('0 browser-a load\n1 browser-a reload', cc('max-age=60')).frames) {
      const text = String.fromCharCode(...bytes);
      const end = text.indexOf('\r\n\r\n');
      expect(text.slice(0, end)).toMatch(/^(GET \/news HTTP\/1\.1|HTTP\/1\.1 (200 OK|304 Not Modified))\r\n/);
      const length = /^Content-Length: (\d+)$/m.exec(text.slice(0, end).replaceAll('\r', ''))?.[1];
      if (text.startsWith('HTTP/1.1 200')) expect(text.length - end - 4).toBe(Number(length));
    }
  });
  it('Age and Cache-Status are on the wire, nearest to the origin first', () => {
    const run = rowOf('0 browser-a load\n20 browser-b load', cc('max-age=60'));
    const last = run.events.findLast((event) => event.kind === 'arrive' && event.where === 'browser-b')!;
    const text = String.fromCharCode(...run.frames[last['frame'] as number]!.bytes);
    expect(text).toContain('\r\nAge: 20\r\n');
    expect(text).toContain('Cache-Status: gateway; fwd=uri-miss; fwd-status=200; stored');
    expect(text).toContain('proxy; hit; ttl=40');
  });
  it('a head is written as it is', () => {
    expect(headOf({ status: 304, fields: [['ETag', '"1"']], body: new Uint8Array(0) })).toBe(
      'HTTP/1.1 304 Not Modified\r\nETag: "1"',
    );
    expect(firstField([['Age', '3']], 'age')).toBe('3');
  });
});

describe('whatever is clicked', () => {
  const targets = ['browser-a', 'browser-b', 'everyone'] as const;
  const click = fc.oneof(
    fc.tuple(fc.nat(900), fc.constantFrom(...targets), fc.constantFrom(...USER_DEEDS)),
    fc.tuple(fc.nat(900), fc.constant('origin'), fc.constantFrom(...ORIGIN_DEEDS)),
    fc.tuple(fc.nat(900), fc.constantFrom('gateway'), fc.constant('purge')),
    fc.tuple(fc.nat(900), fc.constantFrom('clock', 'browser-z'), fc.constant('wait')),
  );
  const directive = fc.constantFrom(
    'max-age=60',
    's-maxage=30',
    'no-cache',
    'no-store',
    'private',
    'public',
    'immutable',
    'must-revalidate',
    'stale-while-revalidate=60',
    'stale-if-error=60',
    'nonsense="',
  );
  it('every user gets one answer a click, every event has its reason, and the same again is the same', () => {
    fc.assert(
      fc.property(
        fc.array(click, { minLength: 1, maxLength: 12 }),
        fc.array(directive, { maxLength: 3 }),
        (clicks, directives) => {
          const text = clicks.map((one) => one.join(' ')).join('\n');
          const run = rowOf(text, cc(directives.join(', ')));
          const asked = run.events.filter(
            ({ kind, where }) => kind === 'click' && where.startsWith('browser-'),
          ).length;
          expect(run.events.filter(({ kind }) => kind === 'shown')).toHaveLength(asked);
          for (const { reason } of run.events)
            expect(reasons[reason] ?? ofCaches[reason], reason).toBeTruthy();
          expect(rowOf(text, cc(directives.join(', ')))).toEqual(run);
        },
      ),
      { numRuns: 120 },
    );
  });
  it('what a cache holds can be followed through the trace', () => {
    const run = rowOf('0 browser-a load\n5 browser-a load', cc('max-age=60'));
    const last = run.events.length - 1;
    expect(stateAt(run.events, 'gateway', last)).toMatchObject({
      paths: ['/news'],
      etags: ['"v1"'],
      borns: [0],
      lifetimes: [60],
      froms: ['max-age'],
      marks: [''],
    });
    expect(run.endNs).toBe(5 * SECOND);
    expect(run.events[0]!.at).toBe(0 * MILLISECOND);
  });
});

describe('reasons', () => {
  const sentences = (lang: string) =>
    JSON.parse(
      readFileSync(join(import.meta.dirname, `../../../content/reasons/webcache.${lang}.json`), 'utf8'),
    ) as object;
  it.each(['ko', 'en'])('each has its sentence in %s, and no sentence is left over', (lang) => {
    expect(Object.keys(sentences(lang)).sort()).toEqual(Object.keys(reasons).sort());
  });
});
