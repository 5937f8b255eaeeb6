import type { PolicySetup, Witness } from './policy.ts';

/** How much a cache holds and may hold: objects, or bytes where they have sizes. Tells the witness of what leaves. */
export class Room {
  readonly capacity: number;
  /** Most keys that can be held at once. */
  readonly most: number;
  used = 0;
  readonly #sizes: Int32Array | undefined;
  readonly #witness: Witness | undefined;

  /** Throws RangeError: wrong bounds are a bug of the caller. */
  constructor({ capacity, objects, sizes, witness }: PolicySetup) {
    if (!Number.isSafeInteger(capacity) || capacity < 1) throw new RangeError(`a cache of ${capacity}`);
    if (!Number.isInteger(objects) || objects < 1) throw new RangeError(`${objects} different keys`);
    if (sizes && (sizes.length < objects || sizes.some((size) => size < 1))) {
      throw new RangeError('every key needs a size of 1 or more');
    }
    this.capacity = capacity;
    this.most = Math.min(capacity, objects);
    this.#sizes = sizes;
    this.#witness = witness;
  }

  sizeOf(key: number): number {
    return this.#sizes === undefined ? 1 : this.#sizes[key]!;
  }

  /** Whether the key could be held at all, with nothing else beside it. */
  admits(key: number): boolean {
    return this.#sizes === undefined || this.#sizes[key]! <= this.capacity;
  }

  /** Whether the key could come in as things stand. */
  fits(key: number): boolean {
    return this.used + this.sizeOf(key) <= this.capacity;
  }

  take(key: number): void {
    this.used += this.sizeOf(key);
  }

  /** The key has left its list; `from` says which one, where that tells why it was this key. */
  evict(key: number, from?: string): void {
    this.used -= this.sizeOf(key);
    this.#witness?.evicted(key, from);
  }

  spare(key: number): void {
    this.#witness?.spared(key);
  }
}
