import type { TraceEvent } from '#engine/kernel/trace.ts';

/** At a moment so many sentences are read at most: the last ones. */
const SENTENCES = 3;

/** The steps of a stop, up to the playhead: what has just happened. `before` is the stop before it. */
export const momentOf = (steps: readonly TraceEvent[], before: number, upTo: number): readonly TraceEvent[] =>
  steps.filter((event) => event.n > before && event.n <= upTo).slice(-SENTENCES);

/** The `count` moments of a run that take the most room, by the length of what is said. */
export function wordiest(
  steps: readonly TraceEvent[],
  stops: readonly number[],
  lengthOf: (event: TraceEvent) => number,
  count: number,
): readonly (readonly TraceEvent[])[] {
  const found: { moment: readonly TraceEvent[]; length: number }[] = [];
  let next = 0;
  for (const stop of stops) {
    const first = next;
    while (next < steps.length && steps[next]!.n <= stop) next += 1;
    const moment = steps.slice(Math.max(first, next - SENTENCES), next);
    const length = moment.reduce((sum, event) => sum + lengthOf(event), 0);
    if (moment.length > 0) found.push({ moment, length });
  }
  return found
    .sort((a, b) => b.length - a.length)
    .slice(0, count)
    .map(({ moment }) => moment);
}
