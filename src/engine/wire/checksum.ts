/**
 * The Internet checksum (RFC 1071): the one's complement of the one's complement sum of 16-bit words, a last odd byte
 * padded with a zero on the right.
 */

/** From here on a DataView, which takes four bytes at a time, pays for being made. */
const LONG = 256;

/** Sum of the 16-bit words of bytes[start, end), not folded. Below 2^31 for anything that fits into an IPv4 packet. */
export function sum16(bytes: Uint8Array, start: number, end: number): number {
  let at = end - start < LONG ? start : end - ((end - start) % 16);
  let sum =
    at === start ? 0 : sumOfSixteens(new DataView(bytes.buffer, bytes.byteOffset + start, at - start));
  for (; at + 1 < end; at += 2) sum += (bytes[at]! << 8) | bytes[at + 1]!;
  return at < end ? sum + (bytes[at]! << 8) : sum;
}

/** The same over a multiple of 16 bytes: halves of 32-bit words, left and right (RFC 1071 §2 C, "parallel summation"). */
function sumOfSixteens(view: DataView): number {
  let left = 0;
  let right = 0;
  // Asked once: engines do not take it out of the loop, as it costs a call where a buffer might shrink
  const end = view.byteLength;
  for (let at = 0; at < end; at += 16) {
    const a = view.getInt32(at);
    const b = view.getInt32(at + 4);
    const c = view.getInt32(at + 8);
    const d = view.getInt32(at + 12);
    left += (a >>> 16) + (b >>> 16) + (c >>> 16) + (d >>> 16);
    right += (a & 0xffff) + (b & 0xffff) + (c & 0xffff) + (d & 0xffff);
  }
  return left + right;
}

/** Folds the carries back in (RFC 1071 §1: end-around carry) and complements. */
export function finish(sum: number): number {
  let folded = sum;
  while (folded > 0xffff) folded = (folded & 0xffff) + Math.floor(folded / 0x10000);
  return ~folded & 0xffff;
}

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
