import type { Run } from '#engine/kernel/trace.ts';
import type { NetEvent } from '#engine/net/events.ts';
import { places } from './places.ts';

const HEAD = [
  'n',
  'at_ns',
  'where',
  'kind',
  'flags',
  'rel_seq',
  'rel_ack',
  'len',
  'written',
  'acknowledged',
  'sent',
  'window_known',
  'received',
  'read',
  'window',
];

/** One row an event: its segment if it has one, and where both streams stand after it, in bytes from the start of the data. */
export function table(run: Run<NetEvent>): readonly (readonly (string | number)[])[] {
  const at = places();
  const rows = run.events.map((event) => {
    const { written, acknowledged, sent, windowKnown, received, read, windowOffered } = at.take(event);
    const segment =
      'relSeq' in event ? [event.flags, event.relSeq, event.relAck, event.len] : (['', '', '', ''] as const);
    return [
      event.n,
      event.at,
      event.where,
      event.kind,
      ...segment,
      written,
      acknowledged,
      sent,
      windowKnown,
      received,
      read,
      windowOffered,
    ] as (string | number)[];
  });
  return [HEAD, ...rows];
}
