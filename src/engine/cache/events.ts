import type { TraceEvent } from '../kernel/trace.ts';

/** A request found its key. `set` carries the policy's lists after the request. */
export interface HitEvent extends TraceEvent {
  readonly kind: 'hit';
  readonly key: string;
  /** Index of the request, from 0; its name for interventions is `request/${request}`. */
  readonly request: number;
}
/** A request did not find its key: the origin was asked, and the copy stored. */
export interface MissEvent extends TraceEvent {
  readonly kind: 'miss';
  readonly key: string;
  readonly request: number;
}
/** The policy threw a key out to make room. Comes before the miss that asked for room. */
export interface EvictEvent extends TraceEvent {
  readonly kind: 'evict';
  readonly key: string;
  readonly request: number;
}
/** The policy looked at a candidate and let it stay (CLOCK and SIEVE: its bit is cleared). */
export interface SpareEvent extends TraceEvent {
  readonly kind: 'spare';
  readonly key: string;
  readonly request: number;
}
export type CacheEvent = HitEvent | MissEvent | EvictEvent | SpareEvent;
