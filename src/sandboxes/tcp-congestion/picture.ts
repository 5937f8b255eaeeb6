import type { ContestEvent } from '#engine/contest/events.ts';
import type { Run } from '#engine/kernel/trace.ts';
import type { Point } from '#views/time-plot/layout.ts';
import { SEGMENT_BYTES } from './parameters.ts';

/** The curves of a flow or a group. Windows in segments, times in ms, rates in Mbit/s. */
export interface Curves {
  readonly cwnd: readonly Point[];
  readonly ssthresh: readonly Point[];
  readonly rttMs: readonly Point[];
  readonly rateMbps: readonly Point[];
}
export interface Signal {
  readonly n: number;
  readonly at: number;
  readonly where: string;
  readonly what: 'loss' | 'timeout' | 'ecn' | 'mode';
}
/** A run as the charts take it; to be made once for a run. */
export interface Picture {
  readonly curves: ReadonlyMap<string, Curves>;
  /** Frames that wait. */
  readonly queue: readonly Point[];
  readonly signals: readonly Signal[];
}

/** Means over so many looks: one look holds too few packets of a slow flow. */
const SMOOTH = 5;

export function pictureOf(run: Run<ContestEvent>): Picture {
  type Growing = { [K in keyof Curves]: Point[] };
  const curves = new Map<string, Growing>();
  const queue: Point[] = [];
  const signals: Signal[] = [];
  const rates = new Map<string, number[]>();
  for (const { at, kind, where, set = {}, ...event } of run.events) {
    if (kind === 'signal') signals.push({ n: event.n, at, where, what: event['what'] as Signal['what'] });
    if (where === 'bottleneck') {
      queue.push({ at, value: Number(set['queue']) });
      continue;
    }
    if (kind === 'start') continue;
    let own = curves.get(where);
    if (!own) curves.set(where, (own = { cwnd: [], ssthresh: [], rttMs: [], rateMbps: [] }));
    own.cwnd.push({ at, value: Number(set['cwnd']) / SEGMENT_BYTES });
    const { ssthresh } = set;
    own.ssthresh.push({ at, value: typeof ssthresh === 'number' ? ssthresh / SEGMENT_BYTES : null });
    if (kind !== 'sample') continue;
    if (typeof set['srttUs'] === 'number') own.rttMs.push({ at, value: set['srttUs'] / 1000 });
    const recent = [...(rates.get(where) ?? []), Number(set['rateKbps'])].slice(-SMOOTH);
    rates.set(where, recent);
    own.rateMbps.push({ at, value: recent.reduce((sum, one) => sum + one, 0) / recent.length / 1000 });
  }
  return { curves, queue, signals };
}

/** What a flow last thought at the playhead: the rule and its numbers. */
export interface Thinking {
  readonly where: string;
  readonly rule: string;
  readonly with: Readonly<Record<string, unknown>>;
}

/** Of every flow that is told apart and has begun. */
export function thinkingAt(run: Run<ContestEvent>, playhead: number): readonly Thinking[] {
  const found = new Map<string, Thinking>();
  // Every flow that has begun is in every look, of which the bottleneck's is the last: one whole look back is enough
  let looks = 0;
  for (let n = Math.min(playhead, run.events.length - 1); n >= 0 && looks < 2; n -= 1) {
    const { where, kind, reason, set = {} } = run.events[n]!;
    if (where === 'bottleneck') looks += 1;
    if (kind === 'start' || !where.startsWith('flow-') || found.has(where)) continue;
    found.set(where, { where, rule: reason, with: set });
  }
  return [...found.values()].sort((a, b) => (a.where < b.where ? -1 : 1));
}
