import type { DataPathEvent } from '#engine/datapath/events.ts';
import type { Run } from '#engine/kernel/trace.ts';

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
