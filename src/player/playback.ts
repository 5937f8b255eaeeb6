import { eventAt, fits, type EventPattern } from '#engine/kernel/statement.ts';
import type { Run } from '#engine/kernel/trace.ts';
import type { ModelCore, Scenario } from './model.ts';

/**
 * The moments at which the player stops: one a step of the sandbox, and the start before anything happened.
 * A stop is the index of the last event that belongs to it: everything that follows from the step at the same instant.
 */
export function stopsOf(run: Run, steps: readonly EventPattern[]): readonly number[] {
  const known = found.get(run);
  if (known?.steps === steps) return known.stops;
  const stops = findStops(run, steps);
  found.set(run, { steps, stops });
  return stops;
}

/** A run never changes: drawing a page asks for its stops at every mark, in both languages. */
const found = new WeakMap<Run, { steps: readonly EventPattern[]; stops: readonly number[] }>();

function findStops(run: Run, steps: readonly EventPattern[]): readonly number[] {
  const isStep = run.events.map((event) => steps.some((pattern) => fits(event, pattern)));
  const stops = [-1];
  run.events.forEach((event, n) => {
    if (!isStep[n]) return;
    let last = n;
    while (last + 1 < run.events.length && !isStep[last + 1] && run.events[last + 1]!.at === event.at)
      last += 1;
    stops.push(last);
  });
  const end = run.events.length - 1;
  if (stops.at(-1) !== end) stops.push(end);
  return stops;
}

/** The stop after `playhead`; the last one stays. Stepping forward and back passes the same stops. */
export const nextStop = (stops: readonly number[], playhead: number): number =>
  stops.find((stop) => stop > playhead) ?? stops.at(-1)!;

export const previousStop = (stops: readonly number[], playhead: number): number =>
  stops.findLast((stop) => stop < playhead) ?? stops[0]!;

/** The stop that holds event `n`. */
export const stopAt = (stops: readonly number[], n: number): number =>
  stops.find((stop) => stop >= n) ?? stops.at(-1)!;

/** The stops of a scenario's breakpoints that the run comes to, in the order of time. */
export function breakpointsOf(
  run: Run,
  scenario: Scenario,
  stops: readonly number[],
): readonly { id: string; stop: number }[] {
  return scenario.breakpoints
    .flatMap(({ id, at }) => {
      const event = eventAt(run.events, at);
      return event ? [{ id, stop: stopAt(stops, event.n) }] : [];
    })
    .sort((a, b) => a.stop - b.stop);
}

/** Index of the last event that has happened at `atNs`; -1 where none has. */
export function playheadAt(run: Run, atNs: number): number {
  let low = 0;
  let high = run.events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (run.events[middle]!.at <= atNs) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Simulated time of a playhead. */
export const timeOf = (run: Run, playhead: number): number => run.events[playhead]?.at ?? 0;

/** What of a run may be acted upon. */
export const targetsOf = (model: Pick<ModelCore, 'targetOf'>, run: Run): ReadonlySet<string> =>
  new Set(run.events.map((event) => model.targetOf(event, run)).filter((one) => one !== undefined));
