import type { TraceEvent, Value } from '#engine/kernel/trace.ts';

/** Where both ends of the stream stand, in bytes from the start of the data; windows in bytes. */
export interface Places {
  /** Given by the program to its stack. */
  readonly written: number;
  readonly acknowledged: number;
  readonly sent: number;
  /** The window as the sender knows it, from `acknowledged` on. */
  readonly windowKnown: number;
  /** In order at the receiver. */
  readonly received: number;
  readonly read: number;
  /** The window as the receiver has last offered it, from `received` on. */
  readonly windowOffered: number;
  readonly outOfOrder: number;
}

const NOWHERE: Places = {
  written: 0,
  acknowledged: 0,
  sent: 0,
  windowKnown: 0,
  received: 0,
  read: 0,
  windowOffered: 0,
  outOfOrder: 0,
};

/** Folds the trace's variables of both hosts into places; `take` each event in turn. */
export function places(): { take(event: TraceEvent): Places } {
  const state: Record<string, Record<string, Value>> = { client: {}, server: {} };
  let now = NOWHERE;
  return {
    take(event) {
      const own = state[event.where];
      if (!own || !event.set) return now;
      Object.assign(own, event.set);
      return (now = placesOf(state['client']!, state['server']!));
    },
  };
}

/** `first` is the number of the SYN; the first byte has the next one. */
const from = (first: Value | undefined, seq: Value | undefined): number =>
  typeof first === 'number' && typeof seq === 'number' ? Math.max(0, ((seq - first) | 0) - 1) : 0;
const number = (value: Value | undefined): number => (typeof value === 'number' ? value : 0);

/** Of the variables of both stacks, as the engine names them. */
export function placesOf(
  client: Readonly<Record<string, Value>>,
  server: Readonly<Record<string, Value>>,
): Places {
  const acknowledged = from(client['iss'], client['sndUna']);
  const received = from(server['irs'], server['rcvNxt']);
  return {
    written: acknowledged + number(client['sendBufferBytes']),
    acknowledged,
    sent: from(client['iss'], client['sndNxt']),
    windowKnown: number(client['sndWnd']),
    received,
    read: received - number(server['receiveBufferBytes']),
    windowOffered: number(server['rcvWnd']),
    outOfOrder: number(server['outOfOrderBytes']),
  };
}
