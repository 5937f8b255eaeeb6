import type { DataPathEvent, Floor } from './events.ts';
import { FLOORS } from './events.ts';

/** What one host has paid so far. */
export interface Counters {
  copies: number;
  copiedBytes: number;
  calls: number;
  interrupts: number;
  /** Passes of a packet, large or small, through TCP and IP, down and up. */
  passes: number;
  /** Bytes that the processor has added up for a checksum. */
  summedBytes: number;
  frames: number;
  /** Nanoseconds of processor time, in all and by floor. */
  cpuNs: number;
  readonly byFloor: Record<Floor, number>;
}

const empty = (): Counters => ({
  copies: 0,
  copiedBytes: 0,
  calls: 0,
  interrupts: 0,
  passes: 0,
  summedBytes: 0,
  frames: 0,
  cpuNs: 0,
  byFloor: Object.fromEntries(FLOORS.map((floor) => [floor, 0])) as Record<Floor, number>,
});

/** What both hosts have paid up to and including event `playhead`, and the bytes that have come to the reading program. */
export function countersAt(
  events: readonly DataPathEvent[],
  playhead: number,
): { readonly client: Counters; readonly server: Counters; readonly readBytes: number } {
  const of = { client: empty(), server: empty() };
  let readBytes = 0;
  for (const event of events) {
    if (event.n > playhead) break;
    const own = event.where === 'client' ? of.client : of.server;
    if (event.kind === 'send') own.frames += 1;
    if (event.reason === 'datapath.read-returns') readBytes += Number(event['bytes']);
    if (event.kind !== 'work') continue;
    own.cpuNs += event.costNs;
    own.byFloor[event.floor] += event.costNs;
    if (event.work === 'system-call') own.calls += 1;
    else if (event.work === 'interrupt') own.interrupts += 1;
    else if (event.work === 'segment' || event.work === 'tcp-input') own.passes += 1;
    else if (event.work === 'checksum') own.summedBytes += event.bytes;
    else if (event.work === 'copy') {
      own.copies += 1;
      own.copiedBytes += event.bytes;
    }
  }
  return { ...of, readBytes };
}

/** So much for each million bytes that came to the reading program; 0 where none came. */
export const perMegabyte = (count: number, bytes: number): number =>
  bytes === 0 ? 0 : (count * 1_000_000) / bytes;
