import type { Run } from '#engine/kernel/trace.ts';
import type { ChainEvent } from '#engine/webcache/events.ts';

const FIELDS = ['click', 'what', 'url', 'user', 'verdict', 'name', 'label', 'status', 'bytes', 'len', 'age', 'lifetime', 'source', 'text', 'tookMs'] as const; // prettier-ignore

/** An event each, the same columns for all; one that an event does not have stays empty. */
export function table({ events }: Run<ChainEvent>): (string | number)[][] {
  const cell = (event: ChainEvent, field: string): string | number => {
    const value = event[field];
    return typeof value === 'string' || typeof value === 'number' ? value : '';
  };
  return [
    ['n', 'at_ns', 'where', 'kind', 'reason', ...FIELDS],
    ...events.map((event) => [
      event.n,
      event.at,
      event.where,
      event.kind,
      event.reason,
      ...FIELDS.map((field) => cell(event, field)),
    ]),
  ];
}
