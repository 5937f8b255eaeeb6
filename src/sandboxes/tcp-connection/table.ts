import type { Run } from '#engine/kernel/trace.ts';
import type { NetEvent, PacketFields } from '#engine/net/events.ts';

const HEAD = [
  'n',
  'at_ns',
  'where',
  'kind',
  'flags',
  'seq',
  'ack',
  'rel_seq',
  'rel_ack',
  'len',
  'window',
  'detail',
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
      ...segment(event),
      detail(event),
    ]),
  ];
}

function segment(event: NetEvent): (string | number)[] {
  if (typeof event['frame'] !== 'number') return ['', '', '', '', '', '', ''];
  const { flags, seq, ack, relSeq, relAck, len, window } = event as NetEvent & PacketFields;
  return [flags, seq, ack, relSeq, relAck, len, window];
}

function detail(event: NetEvent): string {
  if (event.kind === 'state') return `${event.from} ${event.to}`;
  if (event.kind === 'timer') return `${event.timer} ${event.action}`;
  if (event.kind === 'lost') return event.cause;
  if (event.kind === 'tamper') return event.act;
  if (event.kind === 'call') return event.call;
  if (event.kind === 'deliver') return event.what;
  return event.reason;
}
