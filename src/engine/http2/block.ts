import { FRAME_HEADER_BYTES } from './codes.ts';
import type { Limits } from './limits.ts';

/** A header block on its way: HEADERS and the CONTINUATION frames behind it (RFC 9113 §4.3). */
export class HeaderBlock {
  readonly stream: number;
  readonly last: boolean;
  readonly #parts: Uint8Array[] = [];
  bytes = 0;

  constructor(stream: number, last: boolean) {
    this.stream = stream;
    this.last = last;
  }
  /** Takes a copy: what was received may be far larger than what is kept of it. False beyond the limits (§10.5.1). */
  add(part: Uint8Array, { blockBytes, blockFrames }: Limits): boolean {
    this.#parts.push(part.slice());
    this.bytes += part.length;
    return this.bytes <= blockBytes && this.#parts.length <= blockFrames;
  }
  /** With the headers of its frames. */
  get wireBytes(): number {
    return this.bytes + FRAME_HEADER_BYTES * this.#parts.length;
  }
  whole(): Uint8Array {
    const bytes = new Uint8Array(this.bytes);
    let at = 0;
    for (const part of this.#parts) {
      bytes.set(part, at);
      at += part.length;
    }
    return bytes;
  }
}
