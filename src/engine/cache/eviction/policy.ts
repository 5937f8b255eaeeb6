/** Names of the policies; the registry has one line for each. */
export type PolicyId = 'fifo' | 'lru' | 'lfu' | 'clock' | 'sieve' | 'slru' | '2q' | 'arc';

/** Told of what a policy does inside one request, at the very moment: its lists may be read then. */
export interface Witness {
  /** The key has left the cache. */
  evicted(key: number): void;
  /** The hand came by, found the key's bit set, cleared it and moved on. */
  spared(key: number): void;
}

export interface PolicySetup {
  /** How many objects the cache holds, 1 or more. */
  readonly capacity: number;
  /** Keys are integers in [0, objects): what a policy knows of a key lies in arrays indexed by it. */
  readonly objects: number;
  /** Absent where nobody looks: a run then pays one test for each eviction and nothing for a hit. */
  readonly witness?: Witness;
}

/** One of a policy's inner lists as a view draws it; a fresh copy, so that it can be kept in a trace. */
export interface ListView {
  /** Stable name within the policy, e.g. 'queue'. */
  readonly id: string;
  /** Head first. The head is where keys come in; of a ring it is the frame with the lowest number. */
  readonly keys: readonly number[];
  /** Keys that the policy remembers without their objects: they are not held, and do not count into its size. */
  readonly ghost?: true;
  /** One for each key: its reference bit (0 or 1), or how often it was asked for. */
  readonly marks?: { readonly kind: 'bit' | 'count'; readonly of: readonly number[] };
  /** Index into `keys` of what the hand looks at next. Undefined where there is no hand, or no key. */
  readonly hand?: number;
}

/**
 * An eviction policy over integer keys, all objects of one size. Deterministic: what it does depends on the requests alone.
 * `request` is the hot path; `lists` may take its time.
 */
export interface Policy {
  readonly id: PolicyId;
  /** Objects held now; never more than the capacity. */
  readonly size: number;
  /** Asks for a key: true is a hit. After a miss the key is held, whatever had to go. */
  request(key: number): boolean;
  lists(): readonly ListView[];
}

export type MakePolicy = (setup: PolicySetup) => Policy;

/** No slot: a key that is not held. */
export const ABSENT = -1;

/** For a policy's constructor. Wrong bounds are a bug of the caller. */
export function checkSetup({ capacity, objects }: PolicySetup): void {
  if (!Number.isInteger(capacity) || capacity < 1) throw new RangeError(`a cache of ${capacity} objects`);
  if (!Number.isInteger(objects) || objects < 1) throw new RangeError(`${objects} different keys`);
}

/** What each key knows at first: that it has no slot. */
export function absent(objects: number): Int32Array {
  return new Int32Array(objects).fill(ABSENT);
}
