import type { Run } from '#engine/kernel/trace.ts';

/**
 * Index of the first event in which two runs differ; undefined where they are the same. Where one run ends before, it is
 * the index after its last event.
 */
export function partedAt(run: Run, other: Run): number | undefined {
  const most = Math.max(run.events.length, other.events.length);
  for (let n = 0; n < most; n += 1) {
    const [one, two] = [run.events[n], other.events[n]];
    if (!one || !two || !alike(one, two)) return n;
  }
  return undefined;
}

/** Events hold JSON-safe values, written in the same order by the same engine. */
const alike = (one: object, two: object): boolean => JSON.stringify(one) === JSON.stringify(two);
