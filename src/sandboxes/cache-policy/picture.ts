import type { CacheEvent } from '#engine/cache/events.ts';
import type { PolicyId } from '#engine/cache/eviction/policy.ts';
import { laneIds } from './lanes.ts';
import { nameOf } from '#engine/cache/requests.ts';
import type { Run } from '#engine/kernel/trace.ts';

/** A request as the stream shows it, whatever the playhead. */
export interface Column {
  /** Index of the event with which it begins. */
  readonly n: number;
  /** Its name for selection and interventions. */
  readonly target: string;
  /** What it is called on the page: its index in the workload, from 1. */
  readonly number: number;
  readonly key: string;
  readonly sign: 'none' | 'extra' | 'late' | 'dropped';
  /** Index of each policy's answer, and whether it was a hit. */
  readonly answers: Readonly<Partial<Record<PolicyId, { readonly n: number; readonly hit: boolean }>>>;
}

export interface Cell {
  readonly key: string;
  readonly bit?: boolean;
  readonly count?: number;
  readonly hand: boolean;
}

/** What a policy holds at a playhead, and what it did to the request there. */
export interface LaneState {
  readonly cells: readonly Cell[];
  readonly hits: number;
  readonly misses: number;
  readonly answer: 'none' | 'hit' | 'miss';
  readonly evicted?: string;
  readonly spared?: string;
}

/** All requests of a run in the order in which they were made; to be computed once for a run. */
export function columnsOf(run: Run<CacheEvent>): readonly Column[] {
  const columns: Column[] = [];
  let answers: Partial<Record<PolicyId, { n: number; hit: boolean }>> = {};
  let latest = -1;
  for (const event of run.events) {
    if (event.kind === 'request' || event.kind === 'dropped') {
      answers = {};
      const late = event.request < latest;
      latest = Math.max(latest, event.request);
      const sign = event.kind === 'dropped' ? 'dropped' : event.extra ? 'extra' : late ? 'late' : 'none';
      const { n, key, request } = event;
      columns.push({ n, target: nameOf(request), number: request + 1, key, sign, answers });
    } else if (event.kind === 'hit' || event.kind === 'miss') {
      answers[event.where as PolicyId] = { n: event.n, hit: event.kind === 'hit' };
    }
  }
  return columns;
}

/** Index of the column that the playhead is in, or -1 before the first. */
export function columnAt(columns: readonly Column[], playhead: number): number {
  let low = 0;
  let high = columns.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (columns[middle]!.n <= playhead) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Which signs a policy's cells ever carry in this run: what room they need, so that nothing moves when the first one comes. */
export type Signs = 'none' | 'count' | 'bit';

export function signsOf(run: Run<CacheEvent>): Readonly<Record<PolicyId, Signs>> {
  const signs = laneIds.map((id) => {
    const names = Object.keys(run.events.find(({ where }) => where === id)?.set ?? {});
    const kind = names.some((name) => name.endsWith('.bit'))
      ? 'bit'
      : names.some((name) => name.endsWith('.count'))
        ? 'count'
        : 'none';
    return [id, kind];
  });
  return Object.fromEntries(signs) as Record<PolicyId, Signs>;
}

/** Every policy at the playhead; reads back only as far as each one's last event. */
export function lanesAt(run: Run<CacheEvent>, playhead: number): Readonly<Record<PolicyId, LaneState>> {
  return Object.fromEntries(laneIds.map((id) => [id, laneAt(run.events, id, playhead)])) as Record<
    PolicyId,
    LaneState
  >;
}

function laneAt(events: readonly CacheEvent[], id: PolicyId, playhead: number): LaneState {
  let asked: number | undefined;
  let answer: LaneState['answer'] = 'none';
  let evicted: string | undefined;
  let spared: string | undefined;
  let set: CacheEvent['set'];
  for (let n = Math.min(playhead, events.length - 1); n >= 0; n -= 1) {
    const event = events[n]!;
    // what the policy did to this request, and no longer to the one before it
    if (event.kind === 'request') asked ??= n;
    if (event.where !== id) continue;
    set ??= event.set;
    if (asked !== undefined) break;
    if (event.kind === 'hit' || event.kind === 'miss') answer = event.kind;
    if (event.kind === 'evict') evicted = event.key;
    if (event.kind === 'spare') spared ??= event.key;
  }
  return {
    cells: cellsOf(set),
    hits: (set?.['hits'] as number | undefined) ?? 0,
    misses: (set?.['misses'] as number | undefined) ?? 0,
    answer,
    ...(evicted === undefined ? {} : { evicted }),
    ...(spared === undefined ? {} : { spared }),
  };
}

/** The one list of each of the five policies, as `run.ts` of the engine writes it. */
function cellsOf(set: CacheEvent['set']): readonly Cell[] {
  if (!set) return [];
  const id = ['queue', 'ring', 'ranks'].find((name) => name in set);
  if (id === undefined) return [];
  const keys = set[id] as readonly string[];
  const bits = set[`${id}.bit`] as readonly number[] | undefined;
  const counts = set[`${id}.count`] as readonly number[] | undefined;
  return keys.map((key, i) => ({
    key,
    hand: set[`${id}.hand`] === key,
    ...(bits ? { bit: bits[i] === 1 } : {}),
    ...(counts ? { count: counts[i]! } : {}),
  }));
}
