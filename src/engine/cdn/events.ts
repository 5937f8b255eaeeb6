import type { Ns } from '../kernel/time.ts';
import type { TraceEvent } from '../kernel/trace.ts';

/**
 * `where`: 'edge-seoul', 'shield-frankfurt', 'origin', 'users-seoul', 'network'; of the second of two networks 'b/edge-seoul' and so on.
 *
 * `set` of an edge or a shield: held.<server> (labels of the objects that it holds), stale.<server> (for each the whole second from which on
 * it is stale), version.<server>. Of 'network': the figures (see `Figures.told`); in a sample also recent.p50, recent.p95, recent.p99 (ms, since
 * the sample before), recent.hitPercent (one decimal), recent.originPerSecond, edges.requests, edges.hits (one for each edge, since the sample before).
 */
export interface CdnEvent extends TraceEvent {
  readonly kind: CdnKind;
  /** The object, as it is labelled. */
  readonly key?: string;
  /** Index of the user's request in the workload; its name for interventions is `request/${request}`. */
  readonly request?: number;
}

export type CdnKind =
  /** A user asks: `to` the edge that routing says. */
  | 'ask'
  /** The reader kept the user from asking. */
  | 'dropped'
  /** A message sets out for `to`; `what` it is, `untilNs` when it will be there, `bytes` of content. */
  | 'send'
  /** It is there; `sentAt` when it set out. */
  | 'arrive'
  /** Nobody was there to take it, or the line was cut. */
  | 'lost'
  | 'hit'
  | 'stale'
  | 'miss'
  | 'expired'
  | 'wait'
  /** An edge asks a sibling, the middle tier, the origin: `to`. */
  | 'forward'
  /** The sibling has nothing that is fresh. */
  | 'nothing'
  /** The origin answers, `status`. */
  | 'origin'
  | 'store'
  | 'evict'
  /** The user has it: `ms` after asking, `from` where it was found. */
  | 'served'
  | 'failed'
  /** Nobody answers in time: the next is asked. */
  | 'timeout'
  /** What the reader or the scenario does to a place, a line, an object. */
  | 'down'
  | 'up'
  | 'noticed'
  | 'purge'
  | 'purged'
  | 'change'
  | 'pushed'
  | 'servers'
  | 'sample'
  /** With each answer and each request of the origin: the figures as they stand. */
  | 'figures';

/** What travels. */
export type Freight = 'request' | 'response' | 'not-modified' | 'error' | 'purge' | 'push';

export interface Message {
  readonly from: string;
  readonly to: string;
  readonly what: Freight;
  readonly at: Ns;
  readonly untilNs: Ns;
}

/** Objects as readers see them: A to Z, then A2 to Z2 and so on, most popular first. */
export const label = (key: number): string =>
  String.fromCharCode(65 + (key % 26)) + (key < 26 ? '' : String(Math.floor(key / 26) + 1));
