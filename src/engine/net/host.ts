import type { Changes } from '../kernel/delta.ts';
import type { Ns } from '../kernel/time.ts';
import type {
  AppEvent,
  CallEvent,
  DeliverEvent,
  DiscardEvent,
  LoadEvent,
  MatchEvent,
  MessageEvent,
  PacketFields,
  PlayEvent,
  StateEvent,
  SyscallEvent,
  TimerEvent,
  UpdateEvent,
} from './events.ts';
import type { ReadOther } from './fields.ts';

/**
 * A host without input or output of its own: raw IP packets in, raw IP packets out, time as an argument.
 * Whatever moves bytes can drive it: a simulated link, a test, a TUN device. The driver
 *  - gives every packet that arrives to `receive`, which never sends by itself;
 *  - then, and whenever the time that `nextWake` names has come, calls `poll` and puts what it returns on the wire;
 *  - never lets `now` run backwards.
 */
export interface Host {
  /**
   * A packet's last bit has arrived, by interface `by` where the host has several. Any bytes will do; the host never changes
   * them, and may keep them until a program has read what they carry: they are not to be used anew. Never throws for what they say.
   */
  receive(packet: Uint8Array, now: Ns, by?: number): void;
  /** Fires the timers that are due and hands out the packets that wait, in the order in which they are to be sent. */
  poll(now: Ns): Uint8Array[];
  /** When `poll` must be called next: not after now where output waits, null where nothing will ever happen by itself. */
  nextWake(): Ns | null;
}

/** A packet that waits to be sent, and what a trace says of it. */
export interface Transmission {
  readonly packet: Uint8Array;
  /** The packet behind as many free bytes as the link's header takes, where it was made so; the frame will be this very memory. */
  readonly room?: Uint8Array;
  readonly reason: string;
  readonly retransmission: boolean;
  readonly set?: Changes | undefined;
  /** The interface it leaves by, an index of `TracedHost.interfaces`; 0 where it is not said. */
  readonly by?: number;
  /** A whole frame in place of `packet`, put on the link as it is, as a packet socket does; `nextHop` says nothing then. */
  readonly frame?: Uint8Array;
  /** IPv4 address of the neighbour that gets it; where it is not said, what the interface's prefix and gateway make of it. */
  readonly nextHop?: number;
}

/** Where a host is joined to a link (RFC 1122 §3.3.1): what lies in its prefix is a neighbour, all else goes to the gateway. */
export interface Interface {
  readonly address: number;
  readonly prefixLength: number;
  readonly gateway?: number;
}

/** A host that also says why, for the trace. `poll` gives the packets of `transmit`. */
export interface TracedHost extends Host {
  readonly name: string;
  /** IPv4 address of its first interface. */
  readonly address: number;
  /** In the order in which the world's links name the host; where it is not said, one interface on which all are neighbours. */
  readonly interfaces?: readonly Interface[];
  /** IPv4 groups whose packets its network cards let in (RFC 1112 §7.2). */
  readonly groups?: ReadonlySet<number>;
  /** What the trace is to say of what it sends, where that is more than TCP. */
  readonly reads?: ReadOther;
  transmit(now: Ns): Transmission[];
  /** In place of `receive`, where the host has it: the packet begins at `at` of the frame, and goes to its end. No view of it is made. */
  receiveIn?(frame: Uint8Array, at: number, now: Ns): void;
  /** Told of a packet that no neighbour would take (RFC 1122 §2.4). */
  undelivered?(packet: Uint8Array, now: Ns): void;
}

/** A trace event as the host knows it: the world adds time, place and, to a discard, the packet that is at hand. */
export type Observation =
  | Bare<
      | CallEvent
      | DeliverEvent
      | StateEvent
      | TimerEvent
      | UpdateEvent
      | DiscardEvent
      | MessageEvent
      | PlayEvent
      | SyscallEvent,
      'n' | 'at' | 'where' | keyof PacketFields
    >
  | Bare<MatchEvent | AppEvent | LoadEvent, 'n' | 'at' | 'where'>;
type Bare<E, Keys> = E extends unknown
  ? {
      [K in keyof E as K extends Keys ? never : string extends K ? never : K]: K extends 'set'
        ? Changes | undefined
        : E[K];
    }
  : never;

/** The same from a connection, which adds its own index. */
export type Said = Bare<Observation, 'connection'>;

export type Observe = (at: Ns, observation: Observation) => void;
