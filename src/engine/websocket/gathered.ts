/** Bytes of a message whose length nobody knows beforehand. Grows by doubling, and never beyond what has come. */
export class Gathered {
  #bytes: Uint8Array = new Uint8Array(0);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Keeps the very array where it is the first: it is not to be used for anything else. */
  add(bytes: Uint8Array): void {
    const length = this.#length + bytes.length;
    if (this.#length === 0) this.#bytes = bytes;
    else {
      if (length > this.#bytes.length) {
        const larger = new Uint8Array(Math.max(length, 2 * this.#bytes.length));
        larger.set(this.#bytes.subarray(0, this.#length));
        this.#bytes = larger;
      }
      this.#bytes.set(bytes, this.#length);
    }
    this.#length = length;
  }

  /** Everything, and begins anew. */
  take(): Uint8Array {
    const all = this.#length === this.#bytes.length ? this.#bytes : this.#bytes.slice(0, this.#length);
    this.#bytes = new Uint8Array(0);
    this.#length = 0;
    return all;
  }
}
