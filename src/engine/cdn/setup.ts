import type { PolicyId } from '../cache/eviction/policy.ts';
import { MILLISECOND, SECOND, type Ns } from '../kernel/time.ts';
import type { Intervention } from '../kernel/trace.ts';
import type { Terms } from './exchange.ts';

/** A request of the workload, before interventions. `city`: index into `cities`. */
export interface Arrival {
  readonly at: Ns;
  readonly city: number;
  readonly key: number;
}
/** Of request `index`, from 0 and in order, once each: it may draw from a stream. `at` never falls. What it gives is good until the next. */
export type NextArrival = (index: number) => Arrival;

export interface CdnSetup {
  /** Name of this network in the trace: 'a', or 'b' of one beside it. */
  readonly world: string;
  /** Every message and decision, or samples only. */
  readonly detail: boolean;
  /** The first so many cities have a point of presence. */
  readonly edges: number;
  /** Cities of the middle tier; none: edges ask the origin. */
  readonly shields: readonly number[];
  readonly origin: number;
  readonly routing: 'dns' | 'anycast';
  /** How long a resolver may keep the answer. */
  readonly dnsTtlNs: Ns;
  /** City of the one resolver that everybody uses; null: each city has its own. */
  readonly resolver: number | null;
  /** Whether the operator copies every object to every edge beforehand, and again when it changes. */
  readonly push: boolean;
  /** Whether an edge asks the nearest other edge before it asks the next tier. */
  readonly siblings: boolean;
  readonly collapse: boolean;
  readonly terms: Terms;
  readonly policy: PolicyId;
  /** Objects that a server of an edge has room for; one of the middle tier has four times as much. */
  readonly capacity: number;
  /** Of one point of presence. */
  readonly servers: number;
  readonly hashing: 'ring' | 'remainder';
  readonly objects: number;
  readonly objectBytes: number;
  readonly originPerSecond: number;
  readonly requests: number;
  readonly next: NextArrival;
  /** When the origin has a new version of an object. */
  readonly changes: readonly { readonly at: Ns; readonly key: number }[];
  /** The scenario's and the reader's: drop, delay, duplicate of 'request/n'; kill, up of an edge, a shield; down, up of a link, of the origin; set 'servers', 'purge' (1 + key). */
  readonly interventions: readonly Intervention[];
  readonly horizonNs: Ns;
  /** Without detail: time between two samples. */
  readonly everyNs: Ns;
}

/** Whoever waits for a server that does not answer gives up after this. Stated, not measured. */
export const TIMEOUT_NS: Ns = SECOND;
/** A server that is gone is noticed after this, by health checks and by the routers that it spoke to. Stated, not measured. */
export const NOTICE_NS: Ns = SECOND;
/** From the operator's command to the copy's end in a server that is near: distance comes on top. Stated, not measured. */
export const PURGE_NS: Ns = 100 * MILLISECOND;
/** An origin that would keep a request waiting for longer says 503 at once. */
export const ORIGIN_PATIENCE_NS: Ns = 2 * SECOND;
/** What an edge sends to a user, and servers to each other. Bits a second. */
export const USER_BPS = 50_000_000;
export const SERVER_BPS = 1_000_000_000;
/** Points of each server on its ring. */
export const RING_POINTS = 100;
/** What is pushed stays fresh until it is replaced: a day, longer than any run. Seconds. */
export const PUSHED_SECONDS = 86_400;
