import { NO_BYTES } from '../wire/layer.ts';
import { Slab } from '../wire/slab.ts';

/** Of all that have little to say: a memory of its own for each costs more than what is said. */
const SLAB = new Slab();

/** Bytes that the program has given and the peer has not acknowledged, oldest first (the queue of RFC 9293 §3.10.2). */
export class SendBuffer {
  /** Memory comes with the first byte: most connections of a busy host are silent. */
  #bytes: Uint8Array = NO_BYTES;
  #start = 0;
  #end = 0;

  get length(): number {
    return this.#end - this.#start;
  }

  append(bytes: Uint8Array): void {
    if (this.#end + bytes.length > this.#bytes.length) this.#makeRoom(bytes.length);
    this.#bytes.set(bytes, this.#end);
    this.#end += bytes.length;
  }

  /** The bytes [from, to) counted from the oldest: a view that holds until the next `append`. */
  view(from: number, to: number): Uint8Array {
    return this.#bytes.subarray(this.#start + from, this.#start + to);
  }

  /** Forgets the oldest `count` bytes: they are acknowledged. */
  discard(count: number): void {
    this.#start += count;
    if (this.#start === this.#end) this.#start = this.#end = 0;
  }

  #makeRoom(more: number): void {
    const held = this.view(0, this.length);
    const wanted = this.length + more;
    const target = wanted > this.#bytes.length / 2 ? SLAB.take(2 * wanted) : this.#bytes;
    target.set(held);
    this.#bytes = target;
    this.#end -= this.#start;
    this.#start = 0;
  }
}
