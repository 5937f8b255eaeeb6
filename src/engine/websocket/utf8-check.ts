/**
 * Whether bytes that come piece by piece can be UTF-8 (RFC 3629 §4). It says no at the first byte that no text has there,
 * as RFC 6455 §8.1 wants it: a code point may be parted between fragments (§5.6), and a bad one ends the connection at once.
 */
export class Utf8Check {
  /** Bytes of the code point that have yet to come, and what the next of them may be. */
  #missing = 0;
  #least = 0x80;
  #most = 0xbf;

  /** False once the bytes cannot become UTF-8 any more; the check is of no further use then. */
  take(bytes: Uint8Array): boolean {
    const end = bytes.length;
    for (let at = 0; at < end; at += 1) {
      const byte = bytes[at]!;
      if (this.#missing > 0) {
        if (byte < this.#least || byte > this.#most) return false;
        this.#missing -= 1;
        this.#least = 0x80;
        this.#most = 0xbf;
      } else if (byte < 0x80) {
        at = lastAscii(bytes, at, end);
      } else if (isPlain3(bytes, at, end)) {
        // Korean, Chinese and Japanese are made of these: one question for three bytes
        do at += 3;
        while (isPlain3(bytes, at, end));
        at -= 1;
      } else if (!this.#begin(byte)) return false;
    }
    return true;
  }

  /** No code point is half there. */
  get whole(): boolean {
    return this.#missing === 0;
  }

  /** RFC 3629 §4: after E0, ED, F0 and F4 the second byte is bounded: no overlong form, no surrogate, nothing beyond U+10FFFF. */
  #begin(byte: number): boolean {
    if (byte < 0xc2 || byte > 0xf4) return false;
    this.#missing = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    if (byte === 0xe0) this.#least = 0xa0;
    else if (byte === 0xf0) this.#least = 0x90;
    else if (byte === 0xed) this.#most = 0x9f;
    else if (byte === 0xf4) this.#most = 0x8f;
    return true;
  }
}

/** Whether three bytes at `at` are a code point whose second byte has no bounds of its own: U+1000 to U+CFFF, U+E000 to U+FFFF. */
const isPlain3 = (bytes: Uint8Array, at: number, end: number): boolean => {
  if (at + 3 > end) return false;
  const first = bytes[at]!;
  if (first <= 0xe0 || first > 0xef || first === 0xed) return false;
  return ((bytes[at + 1]! ^ 0x80) | (bytes[at + 2]! ^ 0x80)) < 0x40;
};

/** A run of bytes below 0x80 that is so long is worth looking at by words. */
const LONG_RUN = 16;

/** Index of the last of the bytes below 0x80 that begin at `at`. */
function lastAscii(bytes: Uint8Array, at: number, end: number): number {
  let next = at + 1;
  let first = Math.min(end, next + LONG_RUN);
  first += -(bytes.byteOffset + first) & 3;
  while (next < first && next < end && bytes[next]! < 0x80) next += 1;
  if (next === first && end - next >= LONG_RUN) {
    const words = new Int32Array(bytes.buffer, bytes.byteOffset + next, (end - next) >> 2);
    let word = 0;
    for (; word + 4 <= words.length; word += 4) {
      const any = words[word]! | words[word + 1]! | words[word + 2]! | words[word + 3]!;
      if ((any & 0x80808080) !== 0) break;
    }
    next += 4 * word;
  }
  while (next < end && bytes[next]! < 0x80) next += 1;
  return next - 1;
}
