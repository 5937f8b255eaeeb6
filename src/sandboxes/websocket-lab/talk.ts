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
