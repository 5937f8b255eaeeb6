import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Policy, PolicyId, PolicySetup } from '#engine/cache/eviction/policy.ts';
import { policies, policyIds } from '#engine/cache/eviction/registry.ts';
import { models, type Answer } from './models.ts';

const OBJECTS = 64;
interface Case {
  readonly capacity: number;
  readonly keys: readonly number[];
  readonly sizes?: readonly number[];
}

/** Few keys and small caches, so that every branch is met often; now and then more of both. */
const alike = fc.oneof(
  fc.record({ capacity: fc.integer({ min: 1, max: 5 }), keys: fc.array(fc.nat(7), { maxLength: 120 }) }),
  fc.record({ capacity: fc.integer({ min: 1, max: 40 }), keys: fc.array(fc.nat(63), { maxLength: 400 }) }),
);
/** Objects of sizes of their own, some larger than the cache, or than a part of it. */
const sized = fc.record({
  capacity: fc.integer({ min: 1, max: 300 }),
  keys: fc.array(fc.nat(15), { maxLength: 150 }),
  sizes: fc.array(fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 200 })), {
    minLength: OBJECTS,
    maxLength: OBJECTS,
  }),
});
const cases: fc.Arbitrary<Case> = fc.oneof(alike, sized);

const setupOf = ({ capacity, keys, sizes }: Case): PolicySetup => ({
  capacity,
  objects: OBJECTS,
  future: Int32Array.from(keys),
  ...(sizes ? { sizes: Int32Array.from(sizes) } : {}),
});

/** Hits and evictions of a policy, request by request. */
function answers(id: PolicyId, one: Case): readonly Answer[] {
  let evicted: number[] = [];
  const witness = { evicted: (key: number) => void evicted.push(key), spared: () => {} };
  const policy = policies[id]({ ...setupOf(one), witness });
  return one.keys.map((key) => {
    evicted = [];
    return { hit: policy.request(key), evicted };
  });
}

function modelled(id: PolicyId, { capacity, keys, sizes }: Case): readonly Answer[] {
  const sizeOf = (key: number) => sizes?.[key] ?? 1;
  const model = models[id]({ capacity, objects: OBJECTS, sizeOf, keys });
  return keys.map((key) => model(key));
}

const heldBy = (policy: Policy) => policy.lists().filter(({ ghost }) => !ghost);

describe.each(policyIds)('%s', (id) => {
  test.each([
    ['of one size', alike],
    ['of sizes of their own', sized],
  ] as const)('does with objects %s what a naive model does, request by request', (_, some) => {
    fc.assert(
      fc.property(some, (one: Case) => {
        expect(answers(id, one)).toEqual(modelled(id, one));
      }),
      { numRuns: 400 },
    );
  });

  test('answers the same whether or not somebody watches, and is never fuller than it may be', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const sizeOf = (key: number) => one.sizes?.[key] ?? 1;
        const unwatched = policies[id](setupOf(one));
        const hits = one.keys.map((key) => {
          const hit = unwatched.request(key);
          const known = unwatched.lists().flatMap((list) => list.keys);
          const held = heldBy(unwatched).flatMap((list) => list.keys);
          expect(new Set(known).size, 'a key stands in one list, held or remembered').toBe(known.length);
          const admitted = one.sizes === undefined || (id !== 'w-tinylfu' && sizeOf(key) <= one.capacity);
          if (admitted) expect(held).toContain(key);
          expect(held.reduce((all, other) => all + sizeOf(other), 0)).toBe(unwatched.used);
          expect(unwatched.used).toBeLessThanOrEqual(one.capacity);
          return hit;
        });
        expect(hits).toEqual(answers(id, one).map(({ hit }) => hit));
      }),
    );
  });

  test('its lists are whole while it is at work: what was evicted is gone, marks and hand fit the keys', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const watch = (gone: boolean) => (key: number) => {
          const lists = heldBy(policy);
          expect(lists.some(({ keys }) => keys.includes(key))).toBe(!gone);
          const held = lists.flatMap(({ keys }) => keys);
          expect(held.reduce((all, other) => all + (one.sizes?.[other] ?? 1), 0)).toBe(policy.used);
          for (const { keys, marks, hand } of policy.lists()) {
            if (marks) expect(marks.of.length).toBe(keys.length);
            if (!gone && marks?.kind === 'bit' && keys.includes(key))
              expect(marks.of[keys.indexOf(key)]).toBe(0);
            if (hand !== undefined) expect(keys[hand]).toBeDefined();
          }
        };
        const policy = policies[id]({
          ...setupOf(one),
          witness: { evicted: watch(true), spared: watch(false) },
        });
        for (const key of one.keys) policy.request(key);
      }),
    );
  });

  test('an object larger than the cache is never held, and nothing goes for it', () => {
    const keys = [1, 2, 0, 1, 2, 0, 0];
    const sizes = [21, 10, 10, ...Array.from({ length: OBJECTS }, () => 1)];
    const given = answers(id, { capacity: 20, keys, sizes });
    expect(given.filter((_, i) => keys[i] === 0)).toEqual(Array(3).fill({ hit: false, evicted: [] }));
  });

  test.each([
    { capacity: 0, objects: 5 },
    { capacity: 1.5, objects: 5 },
    { capacity: 3, objects: 0 },
    { capacity: 3, objects: 2, sizes: Int32Array.of(1) },
    { capacity: 3, objects: 2, sizes: Int32Array.of(1, 0) },
  ])('refuses $capacity of $objects', (setup) => {
    expect(() => policies[id]({ ...setup, future: new Int32Array(0) })).toThrow(RangeError);
  });
});

test('OPT is never beaten where all objects are of one size', () => {
  const hits = (id: PolicyId, one: Case) => answers(id, one).filter(({ hit }) => hit).length;
  fc.assert(
    fc.property(alike, (one) => {
      const best = hits('opt', one);
      for (const id of policyIds) expect(hits(id, one), id).toBeLessThanOrEqual(best);
    }),
    { numRuns: 300 },
  );
});

test('OPT refuses to work without the future, with keys that there are not, and with another future than the one told', () => {
  const make = (future?: Int32Array) =>
    policies.opt({ capacity: 2, objects: 3, ...(future ? { future } : {}) });
  expect(() => make()).toThrow(RangeError);
  expect(() => make(Int32Array.of(0, 3))).toThrow(RangeError);
  const told = make(Int32Array.of(0, 1));
  told.request(0);
  expect(() => told.request(2)).toThrow(RangeError);
});
