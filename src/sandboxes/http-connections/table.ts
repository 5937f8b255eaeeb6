import type { Run } from '#engine/kernel/trace.ts';
import type { NetEvent } from '#engine/net/events.ts';

const FIELDS = ['act', 'file', 'on', 'bytes', 'protocol', 'label', 'len', 'retransmission', 'name'] as const;
const PAID = ['connections', 'requests', 'done', 'headerBytes', 'plainHeaderBytes', 'stoodNs'] as const;

/** The rows of a page load for the download: an event each; what the browser has paid stands where it is told. */
export function loadTable(run: Run<NetEvent>): readonly (readonly (string | number)[])[] {
  const cell = (value: unknown): string | number =>
    typeof value === 'string' || typeof value === 'number' ? value : value === true ? 1 : '';
  return [
    ['n', 'at_ns', 'where', 'kind', 'reason', ...FIELDS, ...PAID],
    ...run.events.map((event) => [
      event.n,
      event.at,
      event.where,
      event.kind,
      event.reason,
      ...FIELDS.map((field) => cell(event[field])),
      ...PAID.map((name) => cell(event.set?.[name])),
    ]),
  ];
}
