import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByHttp, cacheControl, EPOCH_SECONDS } from '#engine/cdn/by-http.ts';
import { ByNumbers } from '#engine/cdn/by-numbers.ts';
import type { Decider, Reply, Terms } from '#engine/cdn/exchange.ts';
import { SECOND } from '#engine/kernel/time.ts';

const OBJECTS = 3;

/** What is done to a cache: a request, an answer to the n-th forward that has none, a failure of it, a purge; after some tenths of a second. */
type Step = { readonly tenths: number } & (
  | { readonly what: 'ask'; readonly key: number; readonly has: readonly number[]; readonly only: boolean }
  | {
      readonly what: 'answer';
      readonly nth: number;
      readonly status: 200 | 304 | 503;
      readonly newer: boolean;
      readonly age: number;
      readonly late: number;
    }
  | { readonly what: 'fail'; readonly nth: number }
  | { readonly what: 'purge'; readonly nth: number }
);
const tenths = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 60 }));
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      what: fc.constant('ask' as const),
      tenths,
      key: fc.nat(OBJECTS - 1),
      has: fc.subarray([1, 2]),
      only: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('answer' as const),
      tenths,
      nth: fc.nat(9),
      status: fc.constantFrom(200 as const, 200 as const, 304 as const, 503 as const),
      newer: fc.boolean(),
      age: fc.nat(8),
      late: fc.nat(3),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('fail' as const),
      tenths,
      nth: fc.nat(9),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('purge' as const),
      tenths,
      nth: fc.nat(9),
    }),
  },
);
const terms: fc.Arbitrary<Terms> = fc.record({
  maxAge: fc.nat(6),
  staleWhileRevalidate: fc.constantFrom(0, 0, 4),
  staleIfError: fc.constantFrom(0, 5),
  mustRevalidate: fc.boolean(),
});

const HEDGED: Terms = { maxAge: 0, staleWhileRevalidate: 4, staleIfError: 0, mustRevalidate: false };
/** What is stale is purged while it is asked about in the background, and the answer is an error: nobody waits for it. */
const PURGED_MEANWHILE: Step[] = [
  { what: 'ask', tenths: 0, key: 0, has: [], only: false },
  { what: 'answer', tenths: 0, nth: 0, status: 200, newer: false, age: 0, late: 0 },
  { what: 'ask', tenths: 0, key: 0, has: [], only: false },
  { what: 'purge', tenths: 0, nth: 0 },
  { what: 'answer', tenths: 0, nth: 0, status: 503, newer: false, age: 0, late: 0 },
];

/** What two ask about at once is replaced by the answer to one of them, before the other answer says that it still holds. */
const REPLACED_MEANWHILE: Step[] = [
  { what: 'ask', tenths: 0, key: 1, has: [], only: false },
  { what: 'answer', tenths: 0, nth: 0, status: 200, newer: true, age: 0, late: 0 },
  { what: 'ask', tenths: 0, key: 1, has: [], only: false },
  { what: 'ask', tenths: 0, key: 1, has: [], only: false },
  { what: 'answer', tenths: 0, nth: 0, status: 200, newer: false, age: 0, late: 0 },
  { what: 'answer', tenths: 0, nth: 0, status: 304, newer: true, age: 0, late: 0 },
];

/** Everything that comes out of a cache on the way. */
function told(cache: Decider, steps: readonly Step[]): readonly unknown[] {
  const open: { id: number; key: number }[] = [];
  const out: unknown[] = [];
  let now = 0;
  for (const one of steps) {
    now += (one.tenths * SECOND) / 10;
    if (one.what === 'ask') {
      const outcome = cache.ask({ key: one.key, has: one.has }, one.only, now);
      if (outcome.kind === 'forward') open.push(outcome.forward);
      if (outcome.kind === 'answer' && outcome.background) open.push(outcome.background);
      out.push({ ...outcome, why: outcome.why.reason });
    } else if (one.what === 'purge') {
      out.push(cache.remove(one.nth % OBJECTS));
    } else if (open.length > 0) {
      const [forward] = open.splice(one.nth % open.length, 1);
      const dateSeconds = EPOCH_SECONDS + Math.floor(now / SECOND) - (one.what === 'answer' ? one.late : 0);
      const completion =
        one.what === 'fail'
          ? cache.failed(forward!.id, now)
          : cache.answered(forward!.id, replyOf(one, dateSeconds), now);
      open.push(...completion.forwards);
      const { answers, forwards, kept, why } = completion;
      out.push({
        answers: answers.map(({ why: own, ...rest }) => ({ ...rest, own: own.reason })),
        forwards,
        kept,
        why: why.reason,
      });
    }
    for (let key = 0; key < OBJECTS; key += 1) out.push(cache.held(key));
  }
  return out;
}
const replyOf = ({ status, newer, age }: Extract<Step, { what: 'answer' }>, dateSeconds: number): Reply =>
  status === 503
    ? { status, version: -1, dateSeconds, ageSeconds: 0 }
    : { status, version: newer ? 2 : 1, dateSeconds, ageSeconds: age };

describe('an edge that decides in numbers', () => {
  it('decides as the HTTP cache does, message by message, whatever comes', () => {
    fc.assert(
      fc.property(terms, fc.boolean(), fc.array(step, { maxLength: 60 }), (given, collapse, steps) => {
        const whole = told(new ByHttp(given, collapse), steps);
        expect(told(new ByNumbers(given, collapse, OBJECTS), steps)).toEqual(whole);
      }),
      {
        numRuns: 3000,
        examples: [
          [HEDGED, false, PURGED_MEANWHILE],
          [{ ...HEDGED, staleWhileRevalidate: 0 }, false, REPLACED_MEANWHILE],
        ],
      },
    );
  });
});

describe('what the origin says', () => {
  it('is one Cache-Control field, of which what is not wanted is left out', () => {
    const none = { maxAge: 60, staleWhileRevalidate: 0, staleIfError: 0, mustRevalidate: false };
    expect(cacheControl(none)).toBe('max-age=60');
    expect(
      cacheControl({ maxAge: 5, staleWhileRevalidate: 10, staleIfError: 20, mustRevalidate: true }),
    ).toBe('max-age=5, stale-while-revalidate=10, stale-if-error=20, must-revalidate');
  });
});
