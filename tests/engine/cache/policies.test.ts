import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Policy, PolicyId } from '#engine/cache/eviction/policy.ts';
import { policies, policyIds } from '#engine/cache/eviction/registry.ts';
import { models } from './models.ts';

/** Few keys and small caches, so that every branch is met often; now and then more of both. */
const runs = fc.oneof(
  fc.record({ capacity: fc.integer({ min: 1, max: 5 }), keys: fc.array(fc.nat(7), { maxLength: 120 }) }),
  fc.record({ capacity: fc.integer({ min: 1, max: 40 }), keys: fc.array(fc.nat(63), { maxLength: 400 }) }),
);

/** Hits and evictions of a policy, request by request; `marked` are requests at which the lists are read. */
function answers(id: PolicyId, capacity: number, keys: readonly number[]) {
  let evicted: number | undefined;
  const policy = policies[id]({
    capacity,
    objects: 64,
    witness: {
      evicted: (key) => {
        expect(evicted, 'one eviction for one request').toBeUndefined();
        evicted = key;
      },
      spared: () => {},
    },
  });
  return keys.map((key) => {
    evicted = undefined;
    const hit = policy.request(key);
    return evicted === undefined ? { hit } : { hit, evicted };
  });
}

const heldBy = (policy: Policy) => policy.lists().filter(({ ghost }) => !ghost);

describe.each(policyIds)('%s', (id) => {
  test('does what a naive model does, request by request', () => {
    fc.assert(
      fc.property(runs, ({ capacity, keys }) => {
        const model = models[id](capacity);
        expect(answers(id, capacity, keys)).toEqual(keys.map((key) => model(key)));
      }),
      { numRuns: 400 },
    );
  });

  test('answers the same whether or not somebody watches, and is never fuller than it may be', () => {
    fc.assert(
      fc.property(runs, ({ capacity, keys }) => {
        const unwatched = policies[id]({ capacity, objects: 64 });
        const hits = keys.map((key) => {
          const hit = unwatched.request(key);
          const known = unwatched.lists().flatMap((list) => list.keys);
          const held = heldBy(unwatched).flatMap((list) => list.keys);
          expect(new Set(known).size, 'a key stands in one list, held or remembered').toBe(known.length);
          expect(held).toContain(key);
          expect(held.length).toBe(unwatched.size);
          expect(unwatched.size).toBeLessThanOrEqual(capacity);
          return hit;
        });
        expect(hits).toEqual(answers(id, capacity, keys).map(({ hit }) => hit));
      }),
    );
  });

  test('its lists are whole while it is at work: what was evicted is gone, marks and hand fit the keys', () => {
    fc.assert(
      fc.property(runs, ({ capacity, keys }) => {
        const watch = (gone: boolean) => (key: number) => {
          const lists = heldBy(policy);
          const list = lists.find(({ keys: some }) => some.includes(key));
          expect(list === undefined).toBe(gone);
          expect(lists.reduce((sum, { keys: some }) => sum + some.length, 0)).toBe(policy.size);
          if (!gone) expect(list!.marks!.of[list!.keys.indexOf(key)]).toBe(0);
          for (const { keys: some, marks, hand } of policy.lists()) {
            if (marks) expect(marks.of.length).toBe(some.length);
            if (hand !== undefined) expect(some[hand]).toBeDefined();
          }
        };
        const policy = policies[id]({
          capacity,
          objects: 64,
          witness: { evicted: watch(true), spared: watch(false) },
        });
        for (const key of keys) policy.request(key);
      }),
    );
  });

  test.each([
    { capacity: 0, objects: 5 },
    { capacity: 1.5, objects: 5 },
    { capacity: 3, objects: 0 },
  ])('refuses $capacity objects of $objects', (setup) => {
    expect(() => policies[id](setup)).toThrow(RangeError);
  });
});
