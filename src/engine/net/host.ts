import type { Ns } from '../kernel/time.ts';
import type { Value } from '../kernel/trace.ts';
import type {
  CallEvent,
  DeliverEvent,
  DiscardEvent,
  SegmentFields,
  StateEvent,
  TimerEvent,
  UpdateEvent,
} from './events.ts';

/**
 * A host without input or output of its own: raw IP packets in, raw IP packets out, time as an argument.
 * Whatever moves bytes can drive it: a simulated link, a test, a TUN device. The driver
 *  - gives every packet that arrives to `receive`, which never sends by itself;
 *  - then, and whenever the time that `nextWake` names has come, calls `poll` and puts what it returns on the wire;
 *  - never lets `now` run backwards.
 */
export interface Host {
  /** A packet's last bit has arrived. Any bytes will do; the host does not keep or change them. Never throws for what they say. */
  receive(packet: Uint8Array, now: Ns): void;
  /** Fires the timers that are due and hands out the packets that wait, in the order in which they are to be sent. */
  poll(now: Ns): Uint8Array[];
  /** When `poll` must be called next: not after now where output waits, null where nothing will ever happen by itself. */
  nextWake(): Ns | null;
}

/** A packet that waits to be sent, and what a trace says of it. */
export interface Transmission {
  readonly packet: Uint8Array;
  readonly reason: string;
  readonly retransmission: boolean;
  readonly set?: Readonly<Record<string, Value>>;
}

/** A host that also says why, for the trace. `poll` gives the packets of `transmit`. */
export interface TracedHost extends Host {
  readonly name: string;
  /** IPv4 address of its one interface. */
  readonly address: number;
  transmit(now: Ns): Transmission[];
}

/** A trace event as the host knows it: the world adds time, place and, to a discard, the packet that is at hand. */
export type Observation = Bare<
  CallEvent | DeliverEvent | StateEvent | TimerEvent | UpdateEvent | DiscardEvent,
  'n' | 'at' | 'where' | keyof SegmentFields
>;
type Bare<E, Keys> = E extends unknown
  ? { [K in keyof E as K extends Keys ? never : string extends K ? never : K]: E[K] }
  : never;

/** The same from a connection, which adds its own index. */
export type Said = Bare<Observation, 'connection'>;

export type Observe = (at: Ns, observation: Observation) => void;
