import type { Because } from './because.ts';
import type { Directives } from './cache-control.ts';
import type { HttpRequest, HttpResponse } from './message.ts';
import type { Stored } from './stored.ts';

/** A request that the cache wants sent on. The driver brings the answer by `response(id)`, or `failure(id)` where none came. */
export interface Forward {
  readonly id: number;
  readonly request: HttpRequest;
  /** It carries validators of what is stored: 304 is enough. */
  readonly validates: boolean;
  /** RFC 9211 §2.2: why it could not be answered here. */
  readonly why: ForwardWhy;
}

export type ForwardWhy = 'bypass' | 'method' | 'uri-miss' | 'vary-miss' | 'request' | 'stale' | 'partial';

/** What becomes of a request at once. `ticket` numbers requests, so that a later answer finds the one it is for. */
export type Outcome = {
  readonly ticket: number;
  readonly because: readonly Because[];
} & (
  | {
      readonly kind: 'answer';
      readonly from: 'fresh' | 'stale' | 'own';
      readonly response: HttpResponse;
      /** To be sent on while the client has its answer already (RFC 5861 §3). */
      readonly background?: Forward;
    }
  | { readonly kind: 'forward'; readonly forward: Forward }
  /** Another request for the same is on its way; its answer may serve this one too. */
  | { readonly kind: 'wait'; readonly forwardId: number }
);

/** An answer below 200 is interim: the final one of the same ticket follows (RFC 9110 §15.2). */
export interface Answer {
  readonly ticket: number;
  readonly response: HttpResponse;
  readonly because: readonly Because[];
}

/** What follows from an answer of the origin, or from its absence. */
export interface Completion {
  readonly answers: readonly Answer[];
  /** Requests that have to be sent on after all. */
  readonly forwards: readonly Forward[];
  readonly because: readonly Because[];
}

/** A request that has no answer yet. */
export interface Waiting {
  readonly ticket: number;
  readonly request: HttpRequest;
  readonly asked: Directives;
}
/** A forward that has no answer yet. */
export interface Pending {
  readonly forward: Forward;
  readonly key: string;
  /** As the client sent it; null where the cache asks for itself. */
  readonly client: Waiting | null;
  readonly request: HttpRequest;
  readonly asked: Directives;
  /** What is stored and was asked about, the selected response first. */
  readonly candidates: readonly Stored[];
  readonly since: number;
  readonly waiting: Waiting[];
}
