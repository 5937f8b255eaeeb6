import type { Ns } from '#engine/kernel/time.ts';
import type { Run, TraceEvent } from '#engine/kernel/trace.ts';

/** A stretch of time in which nothing happens, drawn shorter than it is, with a visible break. */
export interface Gap {
  readonly fromNs: Ns;
  readonly toNs: Ns;
}

/**
 * Simulated time as it is drawn and played: proportional, but for long idle gaps, which all take the same `gapNs` of the
 * axis. Axis units are nanoseconds of uncompressed time, so that a round trip looks the same before and after a gap.
 */
export interface TimeAxis {
  readonly length: number;
  readonly gaps: readonly Gap[];
  toAxis(ns: Ns): number;
  toNs(position: number): Ns;
}

/** @param times when something happens, in any order. Gaps longer than `idleNs` are drawn as `gapNs` (at most `idleNs`). */
export function timeAxis(times: readonly Ns[], endNs: Ns, idleNs: Ns, gapNs: Ns): TimeAxis {
  const moments = [...new Set([0, ...times, endNs])].filter((at) => at <= endNs).sort((a, b) => a - b);
  const gaps: Gap[] = [];
  for (let i = 1; i < moments.length; i += 1) {
    const [fromNs, toNs] = [moments[i - 1]!, moments[i]!];
    if (toNs - fromNs > idleNs) gaps.push({ fromNs, toNs });
  }
  const saved = (gap: Gap) => gap.toNs - gap.fromNs - gapNs;
  const toAxis = (ns: Ns): number => {
    let position = ns;
    for (const gap of gaps) {
      if (ns >= gap.toNs) position -= saved(gap);
      else if (ns > gap.fromNs) {
        const share = (ns - gap.fromNs) / (gap.toNs - gap.fromNs);
        return position - (ns - gap.fromNs) + share * gapNs;
      }
    }
    return position;
  };
  const toNs = (position: number): Ns => {
    let ns = position;
    for (const gap of gaps) {
      if (ns >= gap.fromNs + gapNs) ns += saved(gap);
      else if (ns > gap.fromNs) {
        return Math.round(gap.fromNs + ((ns - gap.fromNs) / gapNs) * (gap.toNs - gap.fromNs));
      } else break;
    }
    return Math.round(ns);
  };
  return { length: toAxis(endNs), gaps, toAxis, toNs };
}

/** Steps between two ticks that readers count by, in milliseconds. */
const STEPS_MS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 60_000, 600_000];

/** Round times, in nanoseconds, to be written at an axis: at most `most` steps apart over its whole length, none within a gap. */
export function ticksOf(axis: TimeAxis, most: number): Ns[] {
  const step = STEPS_MS.map((ms) => ms * 1e6).find((ns) => axis.length / ns <= most);
  const found: Ns[] = [];
  if (step === undefined) return found;
  for (let at = 0; axis.toAxis(at) <= axis.length && found.length < MOST_TICKS; at += step)
    if (!axis.gaps.some((gap) => at > gap.fromNs && at < gap.toNs)) found.push(at);
  return found;
}
/** A run with long gaps would have ticks without number after them. */
const MOST_TICKS = 40;

/**
 * The axis of a run. What is in flight is not idle: the longest flight sets the scale, and waiting more than twice as long
 * is a gap. A run in which nothing is under way has none.
 */
export function axisOf(run: Run, others: readonly Run[] = []): TimeAxis {
  const runs = [run, ...others];
  const endNs = Math.max(...runs.map((one) => one.endNs));
  const flight = Math.max(0, ...runs.map(longestFlight));
  const idleNs = flight > 0 ? flight * 2 : Number.MAX_SAFE_INTEGER;
  const shown = (kind: string) => kind !== 'timer' && kind !== 'update';
  const times = runs.flatMap((one) =>
    one.events.filter((event) => shown(event.kind)).map((event) => event.at),
  );
  return timeAxis(times, endNs, idleNs, flight);
}

/** How long what arrives with an event was under way: a frame of the run, or a message that says itself when it set out (`sentAt`). */
export function flightNs(event: TraceEvent, run: Run): Ns {
  if (event.kind !== 'arrive') return 0;
  const sentAt = event['sentAt'] ?? run.frames[Number(event['frame'])]?.sentAt;
  return typeof sentAt === 'number' ? event.at - sentAt : 0;
}

function longestFlight(run: Run): Ns {
  let longest = 0;
  const ended = new Set<unknown>();
  for (const event of run.events) {
    const frame = event['frame'];
    if (typeof frame === 'number') {
      if (event.kind !== 'arrive' || ended.has(frame)) continue;
      ended.add(frame);
    }
    longest = Math.max(longest, flightNs(event, run));
  }
  return longest;
}
