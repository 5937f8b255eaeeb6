import type { Run } from '#engine/kernel/trace.ts';
import type { NetEvent } from '#engine/net/events.ts';
import type { Way } from '#engine/ways/ways.ts';

/** A frame on its way between the users' machine and the server. Times in ns. */
export interface Flight {
  readonly id: number;
  readonly name: string;
  /** From the users to the server. */
  readonly up: boolean;
  readonly fromNs: number;
  /** Where it ends: it arrives, or is lost half-way; what is still under way at the end ends nowhere. */
  readonly toNs: number | null;
  readonly lost: boolean;
  /** It carries data; else it only opens, closes or acknowledges. */
  readonly data: boolean;
  readonly again: boolean;
}

/** An item came up, or came to somebody. */
export interface Mark {
  readonly n: number;
  readonly number: number;
  readonly atNs: number;
  readonly atServer: boolean;
  readonly act: 'write' | 'read';
}

export interface LanePicture {
  readonly way: Way;
  readonly flights: readonly Flight[];
  readonly marks: readonly Mark[];
}

/** The whole run of each way; how much of it is shown is the playhead's affair. */
export function lanesOf(run: Run<NetEvent>, ways: readonly Way[]): LanePicture[] {
  const lanes = new Map(
    ways.map((way) => [way as string, { way, flights: [] as Flight[], marks: [] as Mark[] }]),
  );
  const ends = new Map<number, { atNs: number; lost: boolean }>();
  for (const event of run.events)
    if (event.kind === 'arrive' || event.kind === 'lost')
      ends.set(event.frame, { atNs: event.at, lost: event.kind === 'lost' });
  for (const event of run.events) {
    const lane = lanes.get(event.where.slice(0, event.where.indexOf('-')));
    if (!lane) continue;
    const atServer = event.where.endsWith('-server');
    if (event.kind === 'message')
      lane.marks.push({ n: event.n, number: event.message, atNs: event.at, atServer, act: event.act });
    else if (event.kind === 'send') {
      const end = ends.get(event.frame);
      lane.flights.push({
        ...{ id: event.frame, name: event.name, up: !atServer, fromNs: event.at, toNs: end?.atNs ?? null },
        ...{ lost: end?.lost ?? false, data: event.len > 0, again: event.retransmission },
      });
    }
  }
  return [...lanes.values()];
}
