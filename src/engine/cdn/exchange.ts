import type { Ns } from '../kernel/time.ts';

/** What the origin says of every object's freshness (RFC 9111 §5.2.2, RFC 5861). Seconds. */
export interface Terms {
  readonly maxAge: number;
  /** 0: the directive is absent. */
  readonly staleWhileRevalidate: number;
  readonly staleIfError: number;
  readonly mustRevalidate: boolean;
}

/** A GET for an object. `has`: versions of which the asker, or whoever asked it, holds a copy (If-None-Match). */
export interface Asked {
  readonly key: number;
  readonly has: readonly number[];
}

/** An answer in what matters here: status, entity tag (the version), Date and Age. */
export interface Reply {
  readonly status: 200 | 304 | 503 | 504;
  /** Which edition of the object; -1 in an error. */
  readonly version: number;
  /** Seconds since 1970. */
  readonly dateSeconds: number;
  readonly ageSeconds: number;
}

export interface Forward {
  readonly id: number;
  readonly key: number;
  readonly has: readonly number[];
}

/** Reason id of the decision (http-cache's reasons), and its numbers where they were asked for. */
export interface Why {
  readonly reason: string;
  readonly age?: number;
  readonly lifetime?: number;
}

export type Outcome = { readonly ticket: number; readonly why: Why } & (
  | {
      readonly kind: 'answer';
      readonly from: 'fresh' | 'stale' | 'own';
      readonly reply: Reply;
      readonly background: Forward | undefined;
    }
  | { readonly kind: 'forward'; readonly forward: Forward }
  | { readonly kind: 'wait'; readonly forwardId: number }
);

export interface Completion {
  readonly answers: readonly { readonly ticket: number; readonly reply: Reply; readonly why: Why }[];
  /** Those who waited in vain and are sent on by themselves. */
  readonly forwards: readonly Forward[];
  readonly why: Why;
  /** Whether what came is held from now on, or what was held is fresh again. */
  readonly kept: boolean;
}

/** What is held of an object. */
export interface Held {
  readonly key: number;
  readonly version: number;
  /** Simulated time from which on it is stale; whole seconds, as ages are. */
  readonly staleAtNs: Ns;
}

/** A cache that answers for one server. Two there are: the HTTP cache itself, and its decisions in numbers; a test holds them to be equal. */
export interface Decider {
  /** @param onlyIfCached RFC 9111 §5.2.1.7: only what is there; else 504. So one edge asks another */
  ask(asked: Asked, onlyIfCached: boolean, now: Ns): Outcome;
  /** The answer to a forward. */
  answered(id: number, reply: Reply, now: Ns): Completion;
  /** No answer came. */
  failed(id: number, now: Ns): Completion;
  /** False where nothing was held. */
  remove(key: number): boolean;
  held(key: number): Held | undefined;
}
