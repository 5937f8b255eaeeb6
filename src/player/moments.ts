import type { TraceEvent } from '#engine/kernel/trace.ts';

/** At a moment so many sentences are read at most: the last ones. */
const SENTENCES = 3;

/**
 * The steps of a stop, up to the playhead: what has just happened. At a stop without any, as the end of a run often is, those of the last stop
 * that has some: nothing that is said has happened since.
 */
export function momentOf(
  steps: readonly TraceEvent[],
  stops: readonly number[],
  stop: number,
  upTo: number,
): readonly TraceEvent[] {
  const past = steps.filter(({ n }) => n <= upTo);
  const last = past.at(-1);
  if (!last) return [];
  const before = stops.findLast((end, nth) => nth < stop && end < last.n) ?? -1;
  return past.filter(({ n }) => n > before).slice(-SENTENCES);
}

/**
 * The moments of a run that take the most room, by what is said: on a narrow page the longest, on a wide one that of the most
 * sentences, for each begins a line. Often they are one.
 */
export function wordiest(
  steps: readonly TraceEvent[],
  stops: readonly number[],
  lengthOf: (event: TraceEvent) => number,
): readonly (readonly TraceEvent[])[] {
  let next = 0;
  const found = stops.map((stop) => {
    const first = next;
    while (next < steps.length && steps[next]!.n <= stop) next += 1;
    const moment = steps.slice(Math.max(first, next - SENTENCES), next);
    return { moment, length: moment.reduce((sum, event) => sum + lengthOf(event), 0) };
  });
  const longest = found.reduce((best, one) => (one.length > best.length ? one : best), found[0]!);
  const tallest = found.reduce(
    (best, one) =>
      one.moment.length > best.moment.length ||
      (one.moment.length === best.moment.length && one.length > best.length)
        ? one
        : best,
    found[0]!,
  );
  return [...new Set([longest, tallest])].map(({ moment }) => moment).filter((one) => one.length > 0);
}
