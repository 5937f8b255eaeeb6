import type { Ns } from './time.ts';

/** What a trace may hold: JSON-safe values only, so that a trace can be stored, hashed and diffed. */
export type Scalar = number | string | boolean | null;
/** A variable's value: a scalar, or a list (a queue's contents, head first). */
export type Value = Scalar | readonly Scalar[];

/**
 * One thing that happened. Every engine extends this with its own kinds and flat scalar fields.
 *
 * `set` carries the variables of `where` that have a new value after the event; folding `set` over
 * the trace gives the whole state of an entity at any moment (see `stateAt`).
 */
export interface TraceEvent {
  /** Position in the trace, from 0. With `at` it is the total order of the run. */
  readonly n: number;
  readonly at: Ns;
  /** What happened, e.g. 'send', 'arrive', 'lost', 'state', 'timer', 'call', 'hit', 'miss', 'evict'. */
  readonly kind: string;
  /** The entity it happened to: a host, a link, a cache. */
  readonly where: string;
  /** Id of the sentence that says why, in content/reasons; its clause stands in the engine's reason table. */
  readonly reason: string;
  readonly set?: Readonly<Record<string, Value>>;
  readonly [field: string]: Scalar | Readonly<Record<string, Value>> | undefined;
}

/** A frame that was put on a link: the very bytes, and the identity that survives interventions. */
export interface Frame {
  /** Index into `Run.frames`. */
  readonly id: number;
  /** `${link}/${direction}/${nth}`, e.g. 'wire/client>server/0': what an intervention names. */
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly sentAt: Ns;
  /** The whole frame as on the wire (Ethernet II without preamble and FCS). Never changed after it is sent. */
  readonly bytes: Uint8Array;
  /** Set on a second copy: the id of the frame it doubles. */
  readonly copyOf?: number;
  /** Set on what a corrupted frame became: the id of the frame as it was sent. The name is the same. */
  readonly alteredFrom?: number;
}

/** The result of a run: one append-only trace, and the frames it speaks of. */
export interface Run<E extends TraceEvent = TraceEvent> {
  readonly events: readonly E[];
  readonly frames: readonly Frame[];
  readonly endNs: Ns;
}

/** An input of the reader's at a named target; appended to the scenario's own and the whole is run again. */
export interface Intervention {
  /** The first four are done to a packet or a request; the others to a link or, 'kill', to a host, at a time. */
  readonly act: 'drop' | 'delay' | 'duplicate' | 'corrupt' | 'down' | 'up' | 'set' | 'kill' | 'do';
  /** Stable name: a frame's `name`, a request's ('request/12'), a link, a host. */
  readonly target: string;
  /** With 'delay': how long. */
  readonly byNs?: Ns;
  /** With 'corrupt': which bit of the frame is flipped. */
  readonly bit?: number;
  /** With 'do': what somebody there does (a user reloads, an operator purges); the sandbox has the list. */
  readonly what?: string;
  /** With what is done to a link or a host, or by somebody there: when; the start where it is not said. */
  readonly atNs?: Ns;
  /** With 'set': what of the link gets which value; loss in millionths. */
  readonly quantity?: 'rateBps' | 'delayNs' | 'lossPpm';
  readonly value?: number;
}

/** The variables of `where` once every event up to and including `playhead` (an index `n`) has happened. */
export function stateAt(
  events: readonly TraceEvent[],
  where: string,
  playhead: number,
): Record<string, Value> {
  const state: Record<string, Value> = {};
  for (const event of events) {
    if (event.n > playhead) break;
    if (event.where === where && event.set) Object.assign(state, event.set);
  }
  return state;
}
