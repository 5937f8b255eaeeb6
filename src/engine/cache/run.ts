import type { Intervention, Run, Value } from '../kernel/trace.ts';
import { Tracer, type Unnumbered } from '../kernel/tracer.ts';
import { REQUESTS, type CacheEvent } from './events.ts';
import type { Policy, PolicyId } from './eviction/policy.ts';
import { policies } from './eviction/registry.ts';
import { arrivals, type Arrival } from './requests.ts';

export interface CacheRunSetup {
  /** Which policies run side by side, in the order of their lanes. */
  readonly policies: readonly PolicyId[];
  /** The one whose every move is a step of its own. */
  readonly shown?: PolicyId | undefined;
  readonly capacity: number;
  /** The workload: keys in [0, objects). */
  readonly keys: Int32Array;
  readonly objects: number;
  readonly interventions: readonly Intervention[];
  /** How a key is written. */
  readonly label: (key: number) => string;
}

/** Far more than a page can show; more is a bug of the caller. */
const MOST_EVENTS = 200_000;

/** All policies on the same requests: one trace, with each policy's lists after each of its events. */
export function runCache(setup: CacheRunSetup): Run<CacheEvent> {
  const due = arrivals(setup.keys, setup.interventions);
  const endNs = due.at(-1)?.at ?? 0;
  const tracer = new Tracer<CacheEvent>({ horizonNs: endNs, maxEvents: MOST_EVENTS });
  const future = Int32Array.from(due.filter(({ kind }) => kind !== 'dropped').map(({ key }) => key));
  const lanes = setup.policies.map((id) => new Lane(id, setup, future, tracer));
  // the one looked at closely answers last, so that at each of its steps all others have answered already
  const order = [...lanes].sort((a, b) => Number(a.id === setup.shown) - Number(b.id === setup.shown));
  const seen = new Set<number>();
  let turn = 0;
  for (const arrival of due) {
    const { at, request, kind } = arrival;
    const key = setup.label(arrival.key);
    const common = { where: REQUESTS, request, key };
    if (kind === 'dropped') {
      tracer.record({ at, ...common, kind: 'dropped', reason: 'request.dropped' });
      continue;
    }
    turn += 1;
    const extra = kind === 'extra';
    const reason = extra ? 'request.again' : 'request.asked';
    tracer.record({ at, ...common, kind: 'request', turn, extra, reason, set: { turn } });
    const first = !seen.has(arrival.key);
    seen.add(arrival.key);
    const found = new Set(order.filter((lane) => lane.serve(arrival, first)));
    tracer.record({
      at,
      ...common,
      kind: 'served',
      turn,
      hits: found.size,
      in: names(lanes.filter((lane) => found.has(lane))),
      out: names(lanes.filter((lane) => !found.has(lane))),
      ...(setup.shown ? {} : { shown: true }),
      reason: found.size === lanes.length ? 'served.all' : found.size === 0 ? 'served.none' : 'served.some',
    });
  }
  return { events: tracer.events, frames: [], endNs };
}

/** As their papers write them. */
const names = (lanes: readonly Lane[]): string =>
  lanes.map(({ id }) => (id === 'w-tinylfu' ? 'W-TinyLFU' : id.toUpperCase())).join(', ');

/** One policy, and what it says into the trace. */
class Lane {
  readonly id: PolicyId;
  readonly #policy: Policy;
  readonly #setup: CacheRunSetup;
  readonly #tracer: Tracer<CacheEvent>;
  #hits = 0;
  #misses = 0;
  #now: Arrival | undefined;

  constructor(id: PolicyId, setup: CacheRunSetup, future: Int32Array, tracer: Tracer<CacheEvent>) {
    this.id = id;
    this.#setup = setup;
    this.#tracer = tracer;
    this.#policy = policies[id]({
      capacity: setup.capacity,
      objects: setup.objects,
      future,
      witness: {
        evicted: (key, from) => {
          const reason = from === undefined ? `${id}.evict` : `${id}.evict.${from}`;
          this.#add(key, { kind: 'evict', for: this.#asked(), reason });
        },
        spared: (key) => this.#add(key, { kind: 'spare', for: this.#asked(), reason: `${id}.spare` }),
      },
    });
  }

  /** Whether it was a hit. */
  serve(arrival: Arrival, first: boolean): boolean {
    this.#now = arrival;
    const hit = this.#policy.request(arrival.key);
    if (hit) this.#hits += 1;
    else this.#misses += 1;
    this.#add(
      arrival.key,
      hit
        ? { kind: 'hit', reason: `${this.id}.hit` }
        : { kind: 'miss', first, reason: first ? 'miss.first' : 'miss.again' },
    );
    return hit;
  }

  #asked(): string {
    return this.#setup.label(this.#now!.key);
  }

  #add(key: number, what: Happened): void {
    const { at, request } = this.#now!;
    this.#tracer.record({
      at,
      where: this.id,
      request,
      key: this.#setup.label(key),
      ...(this.#setup.shown === this.id ? { shown: true } : {}),
      ...what,
      set: this.#state(),
    } as Unnumbered<CacheEvent>);
  }

  /** Variables of a lane: for each list its keys, marks and the key at the hand; then the counts. */
  #state(): Record<string, Value> {
    const { label } = this.#setup;
    const set: Record<string, Value> = {};
    for (const { id, keys, marks, hand } of this.#policy.lists()) {
      set[id] = keys.map(label);
      if (marks) set[`${id}.${marks.kind}`] = marks.of;
      if (hand !== undefined || marks?.kind === 'bit') {
        set[`${id}.hand`] = hand === undefined ? null : label(keys[hand]!);
      }
    }
    return { ...set, hits: this.#hits, misses: this.#misses };
  }
}

type Happened =
  | { readonly kind: 'hit'; readonly reason: string }
  | { readonly kind: 'miss'; readonly first: boolean; readonly reason: string }
  | { readonly kind: 'evict' | 'spare'; readonly for: string; readonly reason: string };
