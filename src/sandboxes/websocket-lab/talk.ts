import type { Run } from '#engine/kernel/trace.ts';
import type { AppEvent, NetEvent } from '#engine/net/events.ts';

/** A sign for what was done, so that colour is not alone. */
export const SIGNS: Readonly<Record<AppEvent['act'], string>> = {
  write: '→',
  read: '←',
  open: '✓',
  deliver: '▸',
  wait: '…',
  refuse: '✕',
  fail: '✕',
  close: '■',
  drop: '✕',
};

export const appsOf = (run: Run<NetEvent>, until: number): AppEvent[] =>
  run.events.filter((event): event is AppEvent => event.kind === 'app' && event.n <= until);

/** How each socket of a host stands after an event: the last that it said of itself. */
export function socketOf(run: Run<NetEvent>, where: string, until: number): string {
  const said = run.events.findLast(
    (event) => event.n <= until && event.where === where && event.set?.['socket'] !== undefined,
  );
  return said ? String(said.set!['socket']) : '–';
}

/** So much of what a packet carries stands on its arrow. */
const ON_ARROW = 22;

/**
 * The run with its packets named by what they carry, where TCP's flags say only that there is data: what the program had said before it
 * sent, or an HTTP start line. What the proxy carries on has the name it came with.
 */
export function named(run: Run<NetEvent>): Run<NetEvent> {
  const names = new Map<string, string>();
  const said = new Map<string, string>();
  const events = run.events.map((event) => {
    if (event.kind === 'app' && (event.act === 'write' || event.act === 'open') && event.protocol !== 'stomp')
      said.set(event.where, event.text);
    if ((event.kind !== 'send' && event.kind !== 'arrive' && event.kind !== 'lost') || event.len === 0)
      return event;
    const { bytes } = run.frames[event.frame]!;
    const carried = String.fromCharCode(...bytes.subarray(bytes.length - Math.min(event.len, 2048)));
    const start = /^(?:(?:GET|POST) [^ ]+|HTTP\/1\.1 [0-9]{3})/.exec(carried)?.[0].replace('HTTP/1.1 ', '');
    const name = start ?? names.get(carried) ?? said.get(event.where);
    if (name === undefined) return event;
    names.set(carried, name);
    return { ...event, label: name.length > ON_ARROW ? `${name.slice(0, ON_ARROW)}…` : name };
  });
  return { ...run, events };
}
