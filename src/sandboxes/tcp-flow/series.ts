import type { Run } from '#engine/kernel/trace.ts';
import type { NetEvent } from '#engine/net/events.ts';
import { places, type Places } from './places.ts';

/** What stands on the plot, in bytes over time. */
export const SERIES = ['windowOffered', 'buffered', 'inFlight'] as const;
export type SeriesId = (typeof SERIES)[number];

const valueOf: Readonly<Record<SeriesId, (at: Places) => number>> = {
  windowOffered: ({ windowOffered }) => windowOffered,
  buffered: ({ received, read }) => received - read,
  inFlight: ({ sent, acknowledged }) => sent - acknowledged,
};

interface Step {
  readonly at: number;
  readonly value: number;
}

/** Each quantity as steps: a point where it changes, and one just before that holds the old value. */
export function seriesOf(run: Run<NetEvent>): Readonly<Record<SeriesId, readonly Step[]>> {
  const lines: Record<SeriesId, Step[]> = { windowOffered: [], buffered: [], inFlight: [] };
  const at = places();
  for (const event of run.events) {
    const now = at.take(event);
    for (const id of SERIES) {
      const line = lines[id];
      const last = line.at(-1);
      const value = valueOf[id](now);
      if (last?.value === value) continue;
      if (last && last.at < event.at) line.push({ at: event.at, value: last.value });
      line.push({ at: event.at, value });
    }
  }
  for (const id of SERIES) {
    const last = lines[id].at(-1);
    if (last && last.at < run.endNs) lines[id].push({ at: run.endNs, value: last.value });
  }
  return lines;
}
