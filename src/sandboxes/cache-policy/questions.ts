import type { CacheEvent } from '#engine/cache/events.ts';
import type { PolicyId } from '#engine/cache/eviction/policy.ts';
import type { Run } from '#engine/kernel/trace.ts';
import type { ComputedQuestion, Setup } from '#player/model.ts';
import { defaults } from './parameters.ts';
import { runSetup } from './run.ts';
import { scenarios } from './scenarios/all.ts';

type Draw = (n: number) => number;

/** A short list of requests, drawn; everything that a page needs to open the same run. */
function drawnSetup(
  draw: Draw,
  policy: PolicyId,
  size: { capacity: number; objects: number; requests: number },
): Setup {
  return {
    scenario: 'zipf',
    parameters: { ...defaults, policy, workload: 'zipf', skew: '0.5', ...size },
    seed: draw(1 << 20),
    interventions: [],
  };
}

const run = (setup: Setup): Run<CacheEvent> => runSetup(setup, scenarios);
const asked = ({ events }: Run<CacheEvent>) =>
  events.filter(({ kind }) => kind === 'request').map(({ key }) => key);
const of = ({ events }: Run<CacheEvent>, where: PolicyId, kind: CacheEvent['kind']) =>
  events.filter((event) => event.where === where && event.kind === kind);

/** Policies whose lists can be kept by hand. */
const BY_HAND: readonly PolicyId[] = ['fifo', 'lru', 'lfu'];
/** And those with one list, of which a bit or two say what goes. */
const ONE_LIST: readonly PolicyId[] = [...BY_HAND, 'clock', 'sieve'];

/** Hits of a drawn policy on ten requests. Values: policy, capacity, requests (the list), count. */
const hitCount: ComputedQuestion = {
  id: 'hit-count',
  pose(draw) {
    const policy = BY_HAND[draw(BY_HAND.length)]!;
    const capacity = 2 + draw(2);
    const setup = drawnSetup(draw, policy, { capacity, objects: 5, requests: 10 });
    const trace = run(setup);
    return {
      values: { policy: policy.toUpperCase(), capacity, requests: asked(trace).join(', '), count: 10 },
      answer: of(trace, policy, 'hit').length,
      setup,
    };
  },
};

/** Which key goes at the last of the requests. Values: policy, capacity, requests (those before), next. */
const nextEvicted: ComputedQuestion = {
  id: 'next-evicted',
  pose(draw) {
    const policy = ONE_LIST[draw(ONE_LIST.length)]!;
    for (;;) {
      const setup = drawnSetup(draw, policy, { capacity: 3, objects: 6, requests: 14 });
      // six or more requests before it, so that there is something to follow
      const last = of(run(setup), policy, 'evict').find(({ request }) => request >= 6);
      if (!last) continue;
      const shorter = { ...setup, parameters: { ...setup.parameters, requests: last.request + 1 } };
      const keys = asked(run(shorter));
      return {
        values: {
          policy: policy.toUpperCase(),
          capacity: 3,
          requests: keys.slice(0, -1).join(', '),
          next: keys.at(-1)!,
        },
        answer: last.key,
        setup: shorter,
      };
    }
  },
};

/** Mean access time from a measured count. Values: policy, count, hits, misses, hitMs, missMs (what a miss takes on top); the answer is in ms. */
const meanAccessTime: ComputedQuestion = {
  id: 'mean-access-time',
  pose(draw) {
    const policy = ONE_LIST[draw(ONE_LIST.length)]!;
    const count = [20, 25, 40, 50][draw(4)]!;
    const setup = drawnSetup(draw, policy, { capacity: 4 + draw(3), objects: 10, requests: count });
    const misses = of(run(setup), policy, 'miss').length;
    const hitMs = 1 + draw(2);
    // a multiple of every count, so that the mean is a whole number
    const missMs = 200;
    return {
      values: { policy: policy.toUpperCase(), count, hits: count - misses, misses, hitMs, missMs },
      answer: hitMs + (misses * missMs) / count,
      setup,
    };
  },
};

export const questions: readonly ComputedQuestion[] = [hitCount, nextEvicted, meanAccessTime];
