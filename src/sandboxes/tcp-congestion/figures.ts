import type { ContestEvent } from '#engine/contest/events.ts';
import { jainThousandths } from '#engine/contest/fairness.ts';
import type { Run } from '#engine/kernel/trace.ts';
import type { Told } from './parameters.ts';

/** What a flow or a group has come to. */
export interface FlowFigures {
  readonly where: string;
  /** Data that arrived each second since everybody had begun, of one flow of it on average. Kbit/s. */
  readonly rateKbps: number;
  /** Of all data, in percent with one decimal. */
  readonly sharePercent: number;
  readonly losses: number;
  readonly timeouts: number;
}
export interface Figures {
  readonly flows: readonly FlowFigures[];
  /** Jain's index over the flows, each counted, in thousandths. */
  readonly jain: number;
  /** Of the wire's time. Percent, one decimal. */
  readonly usePercent: number;
  /** Mean over the looks. Milliseconds, whole. */
  readonly queueMs: number;
  /** Each flow's part of the last step, Kbit/s. */
  readonly shares: readonly number[];
}

/** Everything up to the playhead; rates and shares since the last flow began, so that nobody is counted as slow for coming late. */
export function figuresAt(
  run: Run<ContestEvent>,
  playhead: number,
  told: readonly Told[],
  rateKbps: number,
): Figures {
  const from = Math.max(
    0,
    ...run.events.filter(({ kind, n }) => kind === 'start' && n <= playhead).map(({ at }) => at),
  );
  const first = new Map<string, number>();
  const last = new Map<string, number>();
  const losses = new Map<string, number>();
  const timeouts = new Map<string, number>();
  let [since, now, wireFrom, wire, queued, looks] = [0, 0, 0, 0, 0, 0];
  let shares: readonly number[] = [];
  for (const event of run.events) {
    if (event.n > playhead) break;
    const { where, set = {} } = event;
    if (event.kind === 'signal') {
      const counts = event.what === 'timeout' ? timeouts : event.what === 'loss' ? losses : undefined;
      counts?.set(where, (counts.get(where) ?? 0) + 1);
    }
    if (event.kind !== 'sample') continue;
    const bytes = Number(set['bytes']);
    if (where === 'bottleneck') {
      now = event.at;
      wire = bytes;
      queued += Number(set['queueBytes']);
      looks += 1;
      if (event.at <= from) [since, wireFrom] = [event.at, bytes];
      if (event.step) shares = set['shares'] as readonly number[];
    } else {
      last.set(where, bytes);
      if (event.at <= from) first.set(where, bytes);
    }
  }
  const ns = Math.max(1, now - since);
  const bytesOf = (where: string) => (last.get(where) ?? 0) - (first.get(where) ?? 0);
  const all = told.reduce((sum, { where }) => sum + bytesOf(where), 0);
  const flows = told.map(({ where, count }) => ({
    where,
    rateKbps: Math.round((bytesOf(where) * 8_000_000) / ns / count),
    sharePercent: all === 0 ? 0 : Math.round((bytesOf(where) * 1000) / all) / 10,
    losses: losses.get(where) ?? 0,
    timeouts: timeouts.get(where) ?? 0,
  }));
  const apart = told.every(({ count }) => count === 1);
  return {
    flows,
    jain: jainThousandths(apart ? flows.map((one) => one.rateKbps) : shares),
    usePercent: Math.min(1000, Math.round(((wire - wireFrom) * 8_000_000_000) / (rateKbps * ns))) / 10,
    queueMs: looks === 0 ? 0 : Math.round((queued * 8) / looks / rateKbps),
    shares,
  };
}
