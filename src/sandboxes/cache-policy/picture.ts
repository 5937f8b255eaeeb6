import type { CacheEvent } from '#engine/cache/events.ts';
import type { PolicyId } from '#engine/cache/eviction/policy.ts';
import { nameOf } from '#engine/cache/requests.ts';
import type { Run } from '#engine/kernel/trace.ts';
import { listsOf, type LaneList } from './lanes.ts';

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
  /** In how many requests it is asked for again; -1: never. */
  readonly next?: number;
  readonly hand: boolean;
}

/** An inner list at a playhead. */
export interface ListState extends LaneList {
  readonly cells: readonly Cell[];
}

/** What a policy holds at a playhead, and what it did to the request there. */
export interface LaneState {
  readonly lists: readonly ListState[];
  readonly hits: number;
  readonly misses: number;
  readonly answer: 'none' | 'hit' | 'miss';
  /** Those that had to go, in order. */
  readonly evicted: readonly string[];
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

/** Which signs a policy's cells ever carry: what room they need, so that nothing moves when the first one comes. */
export type Signs = 'none' | 'count' | 'bit';

export function signsOf(run: Run<CacheEvent>, id: PolicyId): Signs {
  const names = Object.keys(run.events.find(({ where }) => where === id)?.set ?? {});
  if (names.some((name) => name.endsWith('.bit'))) return 'bit';
  return names.some((name) => name.endsWith('.count') || name.endsWith('.next')) ? 'count' : 'none';
}

/** A policy at the playhead; reads back only as far as its last event. */
export function laneAt({ events }: Run<CacheEvent>, id: PolicyId, playhead: number): LaneState {
  let asked: number | undefined;
  let answer: LaneState['answer'] = 'none';
  const evicted: string[] = [];
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
    if (event.kind === 'evict') evicted.unshift(event.key);
    if (event.kind === 'spare') spared ??= event.key;
  }
  return {
    lists: listsOf[id].map((list) => ({ ...list, cells: cellsOf(list.id, set) })),
    hits: (set?.['hits'] as number | undefined) ?? 0,
    misses: (set?.['misses'] as number | undefined) ?? 0,
    answer,
    evicted,
    ...(spared === undefined ? {} : { spared }),
  };
}

/** One list, as `run.ts` of the engine writes it. */
function cellsOf(id: string, set: CacheEvent['set']): readonly Cell[] {
  const keys = (set?.[id] ?? []) as readonly string[];
  const marks = (kind: string) => set?.[`${id}.${kind}`] as readonly number[] | undefined;
  const [bits, counts, next] = [marks('bit'), marks('count'), marks('next')];
  return keys.map((key, i) => ({
    key,
    hand: set?.[`${id}.hand`] === key,
    ...(bits ? { bit: bits[i] === 1 } : {}),
    ...(counts ? { count: counts[i]! } : {}),
    ...(next ? { next: next[i]! } : {}),
  }));
}
