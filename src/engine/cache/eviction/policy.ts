/** Names of the policies; the registry has one line for each. */
export type PolicyId =
  | 'fifo'
  | 'lru'
  | 'lfu'
  | 'lfu-da'
  | 'clock'
  | 'sieve'
  | 'slru'
  | '2q'
  | 'arc'
  | 'lirs'
  | 's3-fifo'
  | 'w-tinylfu'
  | 'opt';

/** Told of what a policy does inside one request, at the very moment: its lists may be read then. */
export interface Witness {
  /** The key has left the cache. `from` names its list, where a policy evicts from several. */
  evicted(key: number, from?: string): void;
  /** The key was next to go, and its bit or count, now lower, saved it. */
  spared(key: number): void;
}

export interface PolicySetup {
  /** How many objects the cache holds, 1 or more; with `sizes`, how many bytes. */
  readonly capacity: number;
  /** Keys are integers in [0, objects): what a policy knows of a key lies in arrays indexed by it. */
  readonly objects: number;
  /** Bytes of each key's object, 1 or more; not to be changed while the policy is in use. Absent: each object counts as 1. */
  readonly sizes?: Int32Array;
  /** The keys that will be asked for, in order. OPT alone reads it, and cannot do without. */
  readonly future?: Int32Array;
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
  /** One for each key: a bit (0 or 1), a count, or in how many requests it is asked for again (-1: never). */
  readonly marks?: { readonly kind: 'bit' | 'count' | 'next'; readonly of: readonly number[] };
  /** Index into `keys` of what the hand looks at next. Undefined where there is no hand, or no key. */
  readonly hand?: number;
}

/**
 * An eviction policy over integer keys. Deterministic: what it does depends on the requests alone.
 * `request` is the hot path; `lists` may take its time.
 */
export interface Policy {
  readonly id: PolicyId;
  /** Held now: objects, or bytes where they have sizes; never more than the capacity. */
  readonly used: number;
  /**
   * Asks for a key: true is a hit. After a miss the key is held, whatever had to go. Where objects have sizes there are two
   * exceptions: one larger than the cache is never admitted and nothing goes for it, and W-TinyLFU may refuse one for which its window is too small.
   */
  request(key: number): boolean;
  lists(): readonly ListView[];
}

export type MakePolicy = (setup: PolicySetup) => Policy;
