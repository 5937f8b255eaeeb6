import type { Run } from '#engine/kernel/trace.ts';
import type { NetEvent } from '#engine/net/events.ts';
import { encodePcapng } from '#engine/wire/pcapng.ts';

const HEAD = [
  'n',
  'at_ns',
  'where',
  'kind',
  'detail',
  'message',
  'protocol',
  'source',
  'destination',
  'label',
  'len',
  'frame',
];

/** One row an event, the same columns for all; a column that an event does not have is empty. */
export function table(run: Run<NetEvent>): readonly (readonly (string | number)[])[] {
  return [
    HEAD,
    ...run.events.map((event) => [event.n, event.at, event.where, event.kind, detail(event), ...rest(event)]),
  ];
}

function rest(event: NetEvent): (string | number)[] {
  const cell = (name: string): string | number => {
    const value = event[name];
    return typeof value === 'string' || typeof value === 'number' ? value : '';
  };
  return [
    cell('message'),
    cell('protocol'),
    cell('source'),
    cell('destination'),
    cell('label'),
    cell('len'),
    cell('name'),
  ];
}

function detail(event: NetEvent): string {
  switch (event.kind) {
    case 'state':
      return `${event.from} ${event.to}`;
    case 'timer':
      return `${event.timer} ${event.action}`;
    case 'lost':
      return event.cause;
    case 'tamper':
    case 'message':
    case 'play':
      return event.act;
    default:
      return event.reason;
  }
}

/** Every frame as it was put on its link, an interface for each; a comment gives the name that an intervention takes. */
export function capture(run: Run<NetEvent>): Uint8Array {
  const put = run.frames.filter((frame) => frame.alteredFrom === undefined);
  const linkOf = (name: string) => name.slice(0, name.indexOf('/'));
  const links = [...new Set(put.map(({ name }) => linkOf(name)))].sort();
  const packets = put.map(({ sentAt, bytes, name }) => ({
    interface: links.indexOf(linkOf(name)),
    atNs: sentAt,
    bytes,
    comment: name,
  }));
  return encodePcapng({ interfaces: links.map((name) => ({ name })), packets });
}
