import { LF } from './octets.ts';

const EMPTY = new Uint8Array(0);

/**
 * What has come and is not used up yet. Bytes that come when nothing is held are looked at where they are; only what a line is
 * waiting for is copied. Offsets are `Held`'s own and good until the next `push`.
 */
export class Held {
  bytes: Uint8Array = EMPTY;
  /** First that is not used up, and the end. */
  from = 0;
  to = 0;
  /** How far there is no LF from `from` on. */
  #scanned = 0;
  /** Whether `bytes` is ours to write into. */
  #own = false;
  /** Offset in the stream of `bytes[0]`. */
  #base = 0;

  push(more: Uint8Array): void {
    const left = this.to - this.from;
    if (left === 0) {
      this.#base += this.to;
      this.bytes = more;
      this.from = this.#scanned = 0;
      this.to = more.length;
      this.#own = false;
      return;
    }
    if (!this.#own || this.to + more.length > this.bytes.length) {
      const roomy = new Uint8Array(Math.max(256, 2 * (left + more.length)));
      roomy.set(this.bytes.subarray(this.from, this.to));
      this.bytes = roomy;
      this.#own = true;
      this.#base += this.from;
      this.#scanned = Math.max(0, this.#scanned - this.from);
      this.from = 0;
      this.to = left;
    }
    this.bytes.set(more, this.to);
    this.to += more.length;
  }

  /** Offset in all that was ever pushed. */
  place(at: number): number {
    return this.#base + at;
  }

  /** Where the next LF from `at` on is; -1 where none has come. Looks at no byte twice. */
  lineEnd(at: number): number {
    const start = Math.max(at, this.#scanned);
    const found = this.bytes.indexOf(LF, start);
    const lf = found >= this.to ? -1 : found;
    this.#scanned = lf < 0 ? this.to : lf;
    return lf;
  }

  /** What lies at `at` has been looked through for an LF. */
  seen(at: number): boolean {
    return this.#scanned > at;
  }

  get length(): number {
    return this.to - this.from;
  }

  /** The next `count` bytes. They stay as they are: our own buffer is only ever written behind them. */
  take(count: number): Uint8Array {
    const piece = this.bytes.subarray(this.from, this.from + count);
    this.from += count;
    return piece;
  }
}
