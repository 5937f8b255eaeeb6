/** So much is asked of the machine at once: what is taken from it lies side by side, and goes when none of it is used any more. */
const CHUNK = 65_536;

/** Of an Ethernet and an IPv4 header without tag and options: what a room leaves free in front. */
export const FRONT = 34;
/** Two bytes before a room, so that what follows on the Ethernet header begins at a multiple of four. */
const BEFORE = 2;

/**
 * Memory for packets. A buffer of its own for each costs more than all that is written into it. Every range is given once, as
 * zeros, and never taken back.
 */
export class Slab {
  #chunk = new ArrayBuffer(0);
  #at = 0;

  /** `length` zeros that begin at a multiple of four. */
  take(length: number): Uint8Array {
    return this.#take(0, length);
  }

  /** A room for a packet: FRONT zeros for the headers of the layers below, then `length` that begin at a multiple of four. One view, from the first layer to the last. */
  room(length: number): Uint8Array {
    return this.#take(BEFORE, FRONT + length);
  }

  #take(before: number, length: number): Uint8Array {
    const size = (before + length + 3) & ~3;
    if (size > CHUNK / 4) return new Uint8Array(new ArrayBuffer(size), before, length);
    if (this.#at + size > this.#chunk.byteLength) {
      this.#chunk = new ArrayBuffer(CHUNK);
      this.#at = 0;
    }
    const bytes = new Uint8Array(this.#chunk, this.#at + before, length);
    this.#at += size;
    return bytes;
  }
}
