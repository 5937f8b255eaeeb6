import type { Run } from '#engine/kernel/trace.ts';
import type { NetEvent } from '#engine/net/events.ts';

const HEAD = [
  'n',
  'at_ns',
  'where',
  'kind',
  'protocol',
  'source',
  'destination',
  'label',
  'len',
  'reason',
  'fault',
];

/** One row an event, the same columns for all; a column that an event does not have is empty. */
export function table(run: Run<NetEvent>): readonly (readonly (string | number)[])[] {
  return [
    HEAD,
    ...run.events.map((event) => [
      event.n,
      event.at,
      event.where,
      event.kind,
      ...packet(event),
      event.reason,
      fault(event),
    ]),
  ];
}

const PACKET = ['protocol', 'source', 'destination', 'label', 'len'] as const;
const packet = (event: NetEvent): (string | number)[] =>
  PACKET.map((field) => {
    const value = event['frame'] === undefined ? '' : event[field];
    return typeof value === 'number' ? value : String(value ?? '');
  });
const fault = (event: NetEvent): string => (event.kind === 'discard' ? event.fault : '');
