import type { TraceEvent } from '../kernel/trace.ts';

/** Of every event that belongs to a click: its index, and that nobody waits for it (RFC 5861 §3). */
export interface OfClick extends TraceEvent {
  readonly click: number;
  readonly background: boolean;
}

/** Somebody did something: a user, the operator of the gateway or of the origin, or time just passed. */
export interface ClickEvent extends OfClick {
  readonly kind: 'click';
  readonly what: string;
  /** What is asked for; '' where nothing is. */
  readonly url: string;
}

/** What a trace says of a message. */
export interface MessageFields {
  /** `Frame.id` and `Frame.name`. */
  readonly frame: number;
  readonly name: string;
  readonly message: 'request' | 'response' | 'refusal';
  /** What an arrow says: 'GET', 'GET if "v1"', '200 · Age 5', '304'. */
  readonly label: string;
  /** 0 in a request or a refusal. */
  readonly status: number;
  readonly method: string;
  /** Bytes of the whole message, its head included. */
  readonly bytes: number;
  /** Of them, those of the body. */
  readonly len: number;
}

export interface SendEvent extends OfClick, MessageFields {
  readonly kind: 'send';
  readonly to: string;
}
export interface ArriveEvent extends OfClick, MessageFields {
  readonly kind: 'arrive';
  readonly from: string;
}
export interface LostEvent extends OfClick, MessageFields {
  readonly kind: 'lost';
  readonly cause: 'intervention';
}
export interface TamperEvent extends OfClick, MessageFields {
  readonly kind: 'tamper';
  readonly act: 'delay';
}

export type Verdict = 'hit' | 'stale' | 'miss' | 'revalidate' | 'pass' | 'wait' | 'own';

/** A cache decided what becomes of a request; the last of several reasons at one moment is `final`. */
export interface DecideEvent extends OfClick {
  readonly kind: 'decide';
  readonly verdict: Verdict;
  readonly final: boolean;
  /** Letter of the user whose request it is. */
  readonly user: string;
}
/** A cache made something of an answer: stored it, or not; renewed what it has; served those who waited. */
export interface LearnEvent extends OfClick {
  readonly kind: 'learn';
}
/** The origin answers. `set.requests` counts what it was asked. */
export interface OriginEvent extends OfClick {
  readonly kind: 'origin';
  readonly status: number;
  readonly version: number;
}
/** Nobody answered in time. */
export interface TimeoutEvent extends OfClick {
  readonly kind: 'timeout';
  readonly from: string;
}
/** The user sees an answer. */
export interface ShownEvent extends OfClick {
  readonly kind: 'shown';
  readonly user: string;
  readonly what: string;
  readonly status: number;
  /** The body's beginning. */
  readonly text: string;
  /** Value of Age; 0 where there is none. */
  readonly age: number;
  /** How far the request had to go: the one that answered it, be it by 304. */
  readonly source: string;
  readonly tookMs: number;
  /** Version that the origin has meanwhile; the one shown is in `text`. */
  readonly version: number;
  readonly outdated: boolean;
}

export type ChainEvent =
  | ClickEvent
  | SendEvent
  | ArriveEvent
  | LostEvent
  | TamperEvent
  | DecideEvent
  | LearnEvent
  | OriginEvent
  | TimeoutEvent
  | ShownEvent;
