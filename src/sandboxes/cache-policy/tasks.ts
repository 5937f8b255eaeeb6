import type { CacheEvent } from '#engine/cache/events.ts';
import type { PolicyId } from '#engine/cache/eviction/policy.ts';
import { stateAt, type Run } from '#engine/kernel/trace.ts';
import type { PredictTask } from '#player/model.ts';
import { label } from './labels.ts';
import { listsOf } from './lanes.ts';
import { defaults } from './parameters.ts';
import { runSetup } from './run.ts';
import { anomaly } from './scenarios/anomaly.ts';
import { scenarios } from './scenarios/all.ts';

type CacheRun = Run<CacheEvent>;

const find = (run: CacheRun, kind: CacheEvent['kind'], where: string, request: number) =>
  run.events.find((event) => event.kind === kind && event.where === where && event.request === request);

const count = (run: CacheRun, kind: CacheEvent['kind'], where: PolicyId) =>
  run.events.filter((event) => event.kind === kind && event.where === where).length;

/** A request reaches FIFO first: just before, its key is known and nobody has answered. */
const justBefore = (request: number) => ({ event: { where: 'fifo', request } });

const HOT = [0, 1, 2, 3].map(label);
const SCAN_ENDS = 25;

/** Of 'scan-resistance': the hot keys, and the last request of its scan. */
const SIX_HOT = [0, 1, 2, 3, 4, 5].map(label);
const LONG_SCAN_ENDS = 48;

/** What a policy holds right after a request: the keys of all its lists that are no ghosts. */
function heldAfter(run: CacheRun, id: PolicyId, request: number): readonly string[] {
  const last = find(run, 'served', 'requests', request)!;
  const state = stateAt(run.events, id, last.n);
  return listsOf[id].flatMap((list) => (list.ghost ? [] : ((state[list.id] ?? []) as readonly string[])));
}

export const tasks: readonly PredictTask<CacheEvent>[] = [
  {
    id: 'first-miss',
    scenario: 'zipf',
    before: justBefore(0),
    kind: 'choice',
    options: ['hit', 'miss-keep', 'miss-pass'],
    answer(run) {
      const miss = find(run, 'miss', 'lru', 0);
      if (!miss) return 'hit';
      return (miss.set?.['queue'] as readonly string[]).includes(miss.key) ? 'miss-keep' : 'miss-pass';
    },
  },
  {
    id: 'which-goes',
    scenario: 'lru-hit-and-miss',
    before: justBefore(4),
    kind: 'choice',
    options: ['A', 'B', 'D'],
    answer: (run) => find(run, 'evict', 'lru', 4)?.key ?? 'none',
  },
  {
    id: 'after-the-scan',
    scenario: 'scan',
    before: justBefore(14),
    kind: 'number',
    answer(run) {
      const held = heldAfter(run, 'lru', SCAN_ENDS);
      return HOT.filter((key) => held.includes(key)).length;
    },
  },
  {
    id: 'hits-in-a-loop',
    scenario: 'loop',
    before: justBefore(4),
    kind: 'number',
    answer: (run) => count(run, 'hit', 'lru'),
  },
  {
    id: 'kept-through-scan',
    scenario: 'scan-resistance',
    before: { event: { where: 'lru', request: 31 } },
    kind: 'number',
    answer(run) {
      const held = heldAfter(run, 's3-fifo', LONG_SCAN_ENDS);
      return SIX_HOT.filter((key) => held.includes(key)).length;
    },
  },
  {
    id: 'lirs-in-a-loop',
    scenario: 'loop-beaten',
    before: { event: { where: 'lru', request: 5 } },
    kind: 'choice',
    options: ['none', 'half', 'most'],
    answer(run) {
      const hits = count(run, 'hit', 'lirs');
      return hits === 0 ? 'none' : hits * 4 < 30 * 3 ? 'half' : 'most';
    },
  },
  {
    id: 'old-favourites',
    scenario: 'shift',
    before: { event: { where: 'lru', request: 25 } },
    kind: 'choice',
    options: ['lfu', 'lfu-da', 'same'],
    answer(run) {
      const more = count(run, 'hit', 'lfu-da') - count(run, 'hit', 'lfu');
      return more > 0 ? 'lfu-da' : more < 0 ? 'lfu' : 'same';
    },
  },
  {
    id: 'one-slot-more',
    scenario: 'anomaly',
    before: { event: { kind: 'served' }, nth: -1 },
    kind: 'choice',
    options: ['fewer', 'same', 'more'],
    answer(run) {
      const four = { ...defaults, ...anomaly.parameters, capacity: 4 };
      const setup = { scenario: anomaly.id, parameters: four, seed: anomaly.seed, interventions: [] };
      const larger = runSetup(setup, scenarios);
      const change = count(larger, 'miss', 'fifo') - count(run, 'miss', 'fifo');
      return change < 0 ? 'fewer' : change === 0 ? 'same' : 'more';
    },
  },
];
