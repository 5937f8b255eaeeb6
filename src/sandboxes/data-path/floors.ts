import type { DataPathEvent } from '#engine/datapath/events.ts';
import type { Run } from '#engine/kernel/trace.ts';

/** What the playhead stands at: which floor of which host, and what is there. */
export interface Spot {
  readonly where: string;
  readonly floor: DataPathEvent['floor'];
  readonly way: 'down' | 'up' | 'none';
  readonly bytes: number;
  readonly packets: number;
  readonly name: string;
  /** What the processor has done; '' where it had no part in it. */
  readonly work: string;
}

export function spotAt(run: Run<DataPathEvent>, playhead: number): Spot | undefined {
  const event = run.events[playhead];
  if (!event) return undefined;
  const { where, floor, bytes, name } = event;
  const way =
    event.kind === 'work'
      ? event.way
      : event.kind === 'send'
        ? 'down'
        : event.kind === 'arrive'
          ? 'up'
          : 'none';
  const packets = 'packets' in event ? Number(event.packets) : 1;
  const work = event.kind === 'work' ? event.work : '';
  return { where, floor, way, bytes, packets, name, work };
}

/** A frame between the cards, from the moment its first bit leaves to the one at which it is there. */
export interface OnWire {
  readonly name: string;
  readonly from: string;
  readonly data: boolean;
  readonly sentAt: number;
  readonly endAt: number;
  readonly lost: boolean;
}

export function wireOf(run: Run<DataPathEvent>): readonly OnWire[] {
  const ends = new Map<number, DataPathEvent>();
  for (const event of run.events)
    if (event.kind === 'arrive' || event.kind === 'lost') ends.set(event.frame, event);
  return run.events.flatMap((event) => {
    if (event.kind !== 'send') return [];
    const end = ends.get(event.frame);
    return {
      name: event.name,
      from: event.where,
      data: event.len > 0,
      sentAt: event.at,
      endAt: end?.at ?? event.at,
      lost: end?.kind === 'lost',
    };
  });
}
