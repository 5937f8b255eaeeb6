import type { Run } from '#engine/kernel/trace.ts';
import type { NetEvent } from '#engine/net/events.ts';

/** Columns that are fields of an event; one that an event does not have stays empty. */
const FIELDS = ['act', 'message', 'protocol', 'source', 'sourcePort', 'destination', 'destinationPort', 'label', 'len', 'socket', 'text', 'value', 'errno', 'name'] as const; // prettier-ignore

/** The rows of a run of packets and calls, for the download: an event each, the same columns for all. */
export function eventTable(run: Run<NetEvent>): readonly (readonly (string | number)[])[] {
  const cell = (event: NetEvent, field: string): string | number => {
    const value = event[field];
    return typeof value === 'string' || typeof value === 'number' ? value : '';
  };
  return [
    ['n', 'at_ns', 'where', 'kind', 'reason', ...FIELDS],
    ...run.events.map((event) => [
      event.n,
      event.at,
      event.where,
      event.kind,
      event.reason,
      ...FIELDS.map((field) => cell(event, field)),
    ]),
  ];
}
