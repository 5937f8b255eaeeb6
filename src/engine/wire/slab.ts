/** So much is asked of the machine at once: what is taken from it lies side by side, and goes when none of it is used any more. */
const CHUNK = 65_536;

/** In front of a packet's payload: an Ethernet and an IPv4 header without tag and options, and two bytes, so that all of them begin at a multiple of four. */
export const HEADROOM = 36;

/**
 * Memory for packets. A buffer of its own for each costs more than all that is written into it. Every range is given once, as
 * zeros, and never taken back.
 */
export class Slab {
  #chunk = new ArrayBuffer(0);
  #at = 0;

  /** `length` zeros that begin at a multiple of four, and HEADROOM more in front, which belong to whoever takes them. */
  take(length: number): Uint8Array {
    const size = (HEADROOM + length + 3) & ~3;
    if (size > CHUNK / 4) return new Uint8Array(new ArrayBuffer(size), HEADROOM, length);
    if (this.#at + size > this.#chunk.byteLength) {
      this.#chunk = new ArrayBuffer(CHUNK);
      this.#at = 0;
    }
    const bytes = new Uint8Array(this.#chunk, this.#at + HEADROOM, length);
    this.#at += size;
    return bytes;
  }
}

/** The bytes with the `count` that lie in front of them in memory: for who knows that these are free. */
export const withFront = (bytes: Uint8Array, count: number): Uint8Array =>
  new Uint8Array(bytes.buffer, bytes.byteOffset - count, count + bytes.length);
