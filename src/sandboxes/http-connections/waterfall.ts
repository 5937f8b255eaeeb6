import type { Run } from '#engine/kernel/trace.ts';
import type { NetEvent } from '#engine/net/events.ts';

/** A stretch of a file's row. 'wait': found, no connection free for it; 'tcp' and 'tls': its connection is being opened; 'think': asked, no answer yet. */
export type Phase = 'wait' | 'open' | 'secure' | 'think' | 'receive';
export interface Stretch {
  readonly phase: Phase;
  readonly fromNs: number;
  readonly toNs: number;
}
export interface Row {
  readonly resource: number;
  readonly file: string;
  readonly on: number;
  readonly stretches: readonly Stretch[];
  /** Times in which it stood still behind a gap. */
  readonly stood: readonly { readonly fromNs: number; readonly toNs: number }[];
  readonly doneAt: number | null;
  readonly bytes: number;
}

interface Marks {
  file: string;
  on: number;
  found: number;
  asked: number | null;
  begins: number | null;
  done: number | null;
  bytes: number;
  stood: { fromNs: number; toNs: number }[];
  standsSince: number | null;
}

/** The rows of a page up to event `playhead`, in the order in which the files were found; what goes on ends at `atNs`. */
export function waterfallOf(run: Run<NetEvent>, playhead: number, atNs: number): Row[] {
  const rows = new Map<number, Marks>();
  const connections = new Map<
    number,
    { opened: number; connected: number | null; secured: number | null; by: number }
  >();
  for (const event of run.events) {
    if (event.n > playhead) break;
    if (event.kind !== 'load' || event.where !== 'browser') continue;
    const { act, resource, on, at } = event;
    if (act === 'found')
      rows.set(resource, {
        ...{ file: event.file, on: -1, found: at, asked: null, begins: null, done: null },
        ...{ bytes: 0, stood: [], standsSince: null },
      });
    if (act === 'connect') connections.set(on, { opened: at, connected: null, secured: null, by: resource });
    const connection = connections.get(on);
    if (act === 'connected' && connection) connection.connected = at;
    if (act === 'secured' && connection) connection.secured = at;
    const row = rows.get(resource);
    if (!row) continue;
    if (act === 'asked') {
      row.asked = at;
      row.on = on;
      row.begins = null;
    }
    if (act === 'begins') row.begins = at;
    if (act === 'part' || act === 'done') row.bytes = event.bytes;
    if (act === 'done') row.done = at;
    if (act === 'stands') row.standsSince = at;
    if (act === 'goes-on' && row.standsSince !== null) {
      row.stood.push({ fromNs: row.standsSince, toNs: at });
      row.standsSince = null;
    }
  }
  return [...rows].map(([resource, row]) => {
    const stretches: Stretch[] = [];
    const add = (phase: Phase, fromNs: number, toNs: number): void => {
      if (toNs > fromNs) stretches.push({ phase, fromNs, toNs });
    };
    const asked = row.asked ?? atNs;
    // Who was the first to want a connection shows how it was opened
    const opened = [...connections.entries()].find(
      ([on, { by, opened: at }]) => by === resource && (row.on === on || row.on < 0) && at >= row.found,
    )?.[1];
    if (opened) {
      add('wait', row.found, opened.opened);
      const open = Math.min(opened.connected ?? opened.secured ?? atNs, asked);
      // QUIC opens and secures in one
      const quic = opened.connected === null && opened.secured !== null;
      add(quic ? 'secure' : 'open', opened.opened, open);
      const secure = Math.min(opened.secured ?? open, asked);
      add(
        'secure',
        open,
        opened.connected !== null && opened.secured === null && row.asked === null ? atNs : secure,
      );
      add('wait', Math.max(secure, open), asked);
    } else add('wait', row.found, asked);
    if (row.asked !== null) {
      add('think', row.asked, row.begins ?? atNs);
      if (row.begins !== null) add('receive', row.begins, row.done ?? atNs);
    }
    const stood =
      row.standsSince === null ? row.stood : [...row.stood, { fromNs: row.standsSince, toNs: atNs }];
    return { resource, file: row.file, on: row.on, stretches, stood, doneAt: row.done, bytes: row.bytes };
  });
}

/** For how long files stood still, all together, those that stand now among them. */
export const stoodOf = (rows: readonly Row[]): number =>
  rows.reduce((sum, { stood }) => sum + stood.reduce((all, { fromNs, toNs }) => all + toNs - fromNs, 0), 0);

/** What the load has cost up to event `playhead`, counted from its packets and from what the browser says of itself. */
export interface Figures {
  readonly connections: number;
  readonly requests: number;
  readonly headerBytes: number;
  readonly plainHeaderBytes: number;
  readonly packets: number;
  readonly bytes: number;
  readonly again: number;
  /** When the page was there; null where it is not yet. */
  readonly loadedNs: number | null;
}

export function figuresOf(run: Run<NetEvent>, playhead: number): Figures {
  let [packets, bytes, again] = [0, 0, 0];
  let loadedNs: number | null = null;
  let paid: Record<string, unknown> = {};
  for (const event of run.events) {
    if (event.n > playhead) break;
    if (event.kind === 'send') {
      packets += 1;
      bytes += run.frames[event.frame]!.bytes.length;
      if (event.retransmission) again += 1;
    } else if (event.kind === 'load') {
      if (event.act === 'loaded') loadedNs = event.at;
      if (event.set) paid = event.set;
    }
  }
  const of = (name: string): number => (typeof paid[name] === 'number' ? paid[name] : 0);
  return {
    ...{ connections: of('connections'), requests: of('requests') },
    ...{ headerBytes: of('headerBytes'), plainHeaderBytes: of('plainHeaderBytes') },
    ...{ packets, bytes, again, loadedNs },
  };
}
