import type { TraceEvent } from '../kernel/trace.ts';

/** Where requests come from: `where` of the events that belong to no policy. A policy's events have its id there. */
export const REQUESTS = 'requests';

/** Of every event: which request of the workload it belongs to. */
export interface OfRequest extends TraceEvent {
  readonly key: string;
  /** Index of the request in the workload, from 0; its name for interventions is `request/${request}`. */
  readonly request: number;
  /** A step of its own: of the policy that is looked at closely, or of the whole request where none is. */
  readonly shown?: boolean;
}

/** The request goes to every policy. `turn` counts the requests made, from 1; `extra` marks the second copy of a duplicated one. */
export interface RequestEvent extends OfRequest {
  readonly kind: 'request';
  readonly turn: number;
  readonly extra: boolean;
}
/** An intervention kept the request from being made. */
export interface DroppedEvent extends OfRequest {
  readonly kind: 'dropped';
}
/** Every policy has answered the request: `hits` of them held the key. `in` and `out` name those that did and did not. */
export interface ServedEvent extends OfRequest {
  readonly kind: 'served';
  readonly turn: number;
  readonly hits: number;
  readonly in: string;
  readonly out: string;
}
/** A request found its key. `set` carries the policy's lists after the request. */
export interface HitEvent extends OfRequest {
  readonly kind: 'hit';
}
/** A request did not find its key: the origin was asked, and the copy stored. */
export interface MissEvent extends OfRequest {
  readonly kind: 'miss';
  /** Nobody has asked for the key before: no cache of any size would have held it. */
  readonly first: boolean;
}
/** The policy threw a key out to make room. Comes before the miss that asked for room. */
export interface EvictEvent extends OfRequest {
  readonly kind: 'evict';
  /** The key that is to come in. */
  readonly for: string;
}
/** The policy looked at a candidate and let it stay (CLOCK and SIEVE: its bit is cleared; S3-FIFO: its count goes down). */
export interface SpareEvent extends OfRequest {
  readonly kind: 'spare';
  readonly for: string;
}
export type CacheEvent =
  RequestEvent | DroppedEvent | ServedEvent | HitEvent | MissEvent | EvictEvent | SpareEvent;
