import type { DataPathEvent } from '#engine/datapath/events.ts';
import type { Run } from '#engine/kernel/trace.ts';
import { encodePcapng } from '#engine/wire/pcapng.ts';

const HEAD = ['n', 'at_ns', 'where', 'floor', 'step', 'bytes', 'packets', 'cost_ns', 'frame'];

/** One row an event; a column that an event does not have is empty. */
export function table(run: Run<DataPathEvent>): readonly (readonly (string | number)[])[] {
  const rows = run.events.map((event): (string | number)[] => {
    const { n, at, where, floor, bytes, name } = event;
    const packets = 'packets' in event && typeof event.packets === 'number' ? event.packets : '';
    return [
      n,
      at,
      where,
      floor,
      stepOf(event),
      bytes,
      packets,
      event.kind === 'work' ? event.costNs : '',
      name,
    ];
  });
  return [HEAD, ...rows];
}

/** The step by its engine's name. */
export const stepOf = (event: DataPathEvent): string => event.reason.slice(event.reason.indexOf('.') + 1);

/** Every frame as it was on the wire: with TSO those that the card has cut; a comment gives the name that an intervention takes. */
export function capture(run: Run<DataPathEvent>): Uint8Array {
  const packets = run.frames.map(({ sentAt, bytes, name }) => ({
    interface: 0,
    atNs: sentAt,
    bytes,
    comment: name,
  }));
  return encodePcapng({ interfaces: [{ name: 'wire' }], packets });
}
