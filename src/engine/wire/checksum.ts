/**
 * The Internet checksum (RFC 1071): the one's complement of the one's complement sum of 16-bit words, a last odd byte
 * padded with a zero on the right.
 */

/** From here on it pays to look at whole words. */
const LONG = 128;
/** Four words of 32 bits at a time. */
const AT_ONCE = 16;
/** Whether this machine keeps the low byte of a number first. */
const LOW_FIRST = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/**
 * Sum of the 16-bit words of bytes[start, end), as far as the end-around carry goes: `finish` makes the same of it as of the plain sum.
 * Below 2^31 for anything that fits into an IPv4 packet.
 */
export function sum16(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  let sum = 0;
  if (end - start >= LONG && (bytes.byteOffset + start) % 2 === 0) {
    if ((bytes.byteOffset + start) % 4 !== 0) {
      sum = (bytes[at]! << 8) | bytes[at + 1]!;
      at += 2;
    }
    const length = (end - at) & -AT_ONCE;
    const first = (bytes.byteOffset + at) >> 2;
    sum += inNetworkOrder(sumOfWords(wordsOf(bytes.buffer), first, first + (length >> 2)));
    at += length;
  }
  for (; at + 1 < end; at += 2) sum += (bytes[at]! << 8) | bytes[at + 1]!;
  return at < end ? sum + (bytes[at]! << 8) : sum;
}

/** Memory of this size, of which many packets are made, is looked at again and again. */
const SHARED = 65_536;
let last: Int32Array = new Int32Array(0);
let before = last;

/** All whole words of a memory. Of two, in which the ends of a connection make their packets, no new view is made in turn. */
function wordsOf(buffer: ArrayBufferLike): Int32Array {
  if (last.buffer === buffer) return last;
  const words = before.buffer === buffer ? before : new Int32Array(buffer, 0, buffer.byteLength >> 2);
  if (buffer.byteLength > SHARED) return words;
  before = last;
  return (last = words);
}

/**
 * The same in this machine's order of bytes, over words[start, end), a multiple of four: halves of 32-bit words, left and right (RFC 1071 §2 C,
 * "parallel summation"). Nothing else is done with every byte of a packet, twice: the right halves are what the left ones leave of the whole words.
 */
function sumOfWords(words: Int32Array, start: number, end: number): number {
  let left = 0;
  let whole = 0;
  // `| 0`: 2^14 halves at most never come to 2^31, which the compiler is not to check again and again; of the whole words it is modulo 2^32
  for (let at = start; at < end; at += 4) {
    const a = words[at]!;
    const b = words[at + 1]!;
    const c = words[at + 2]!;
    const d = words[at + 3]!;
    left = (left + (a >>> 16) + (b >>> 16) + (c >>> 16) + (d >>> 16)) | 0;
    whole = (whole + a + b + c + d) | 0;
  }
  return left + ((whole - (left << 16)) >>> 0);
}

/** RFC 1071 §2 B, byte order independence: the sum of swapped words is the sum, swapped. */
function inNetworkOrder(sum: number): number {
  const folded = fold(sum);
  return LOW_FIRST ? ((folded & 0xff) << 8) | (folded >>> 8) : folded;
}

/** RFC 1071 §1: end-around carry. */
function fold(sum: number): number {
  let folded = sum;
  while (folded > 0xffff) folded = (folded & 0xffff) + (folded >>> 16);
  return folded;
}

/** Folds the carries back in and complements. */
export const finish = (sum: number): number => ~fold(sum) & 0xffff;

/** Checksum of bytes[start, end); 0 over data that holds its own right checksum. */
export const checksum = (bytes: Uint8Array, start = 0, end = bytes.length): number =>
  finish(sum16(bytes, start, end));

/** Sum of the pseudo-header that TCP and UDP checksums begin with (RFC 9293 §3.1, RFC 768). `length` of header and data. */
export const pseudoHeaderSum = (
  source: number,
  destination: number,
  protocol: number,
  length: number,
): number =>
  (source >>> 16) + (source & 0xffff) + (destination >>> 16) + (destination & 0xffff) + protocol + length;

/**
 * The checksum after one 16-bit word of the data changed: HC' = ~(~HC + ~m + m') (RFC 1624 §3, eqn. 3).
 * The data must not be all zero, which a packet with a header never is.
 */
export const updated = (before: number, oldWord: number, newWord: number): number =>
  finish((~before & 0xffff) + (~oldWord & 0xffff) + newWord);
