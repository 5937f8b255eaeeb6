/**
 * The Huffman code of RFC 7541 Appendix B. It is canonical (codes of one length are consecutive, in the order of
 * their symbols, and shorter ones come first), so that the lengths alone say all of it. 256 is EOS.
 */
// prettier-ignore
const LENGTHS: readonly number[] = [
  13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 28,
   6, 10, 10, 12, 13,  6,  8, 11, 10, 10,  8, 11,  8,  6,  6,  6,  5,  5,  5,  6,  6,  6,  6,  6,  6,  6,  7,  8, 15,  6, 12, 10,
  13,  6,  7,  7,  7,  7,  7,  7,  7,  7,  7,  7,  7,  7,  7,  7,  7,  7,  7,  7,  7,  7,  7,  7,  8,  7,  8, 13, 19, 13, 14,  6,
  15,  5,  6,  5,  6,  5,  6,  6,  6,  5,  7,  7,  6,  6,  6,  5,  6,  7,  6,  5,  5,  6,  7,  7,  7,  7,  7, 15, 11, 14, 13, 28,
  20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23, 24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24,
  22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23, 21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23,
  26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25, 19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27,
  20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23, 26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26,
  30,
];
const EOS = 256;

/** Code of each symbol, and the tree: `TREE[2 * node + bit]` is the next node, or -1 - symbol. */
const CODES = new Uint32Array(LENGTHS.length);
const TREE = new Int16Array(2 * EOS);
grow();

function grow(): void {
  let code = 0;
  let nodes = 1;
  for (let length = 1; length <= 30; length += 1, code *= 2)
    for (let symbol = 0; symbol < LENGTHS.length; symbol += 1) {
      if (LENGTHS[symbol] !== length) continue;
      CODES[symbol] = code;
      let node = 0;
      for (let bit = length - 1; bit > 0; bit -= 1) {
        const way = 2 * node + ((code >>> bit) & 1);
        if (TREE[way] === 0) TREE[way] = nodes++;
        node = TREE[way]!;
      }
      TREE[2 * node + (code & 1)] = -1 - symbol;
      code += 1;
    }
}

/** How many octets `text` takes. */
export function huffmanLength(text: string): number {
  let bits = 0;
  for (let at = 0; at < text.length; at += 1) bits += LENGTHS[text.charCodeAt(at) & 0xff]!;
  return (bits + 7) >>> 3;
}

/** RFC 7541 §5.2: the codes one after the other, filled up to an octet with the first bits of EOS, which are ones. */
export function writeHuffman(out: number[], text: string): void {
  let octet = 0;
  let free = 8;
  for (let at = 0; at < text.length; at += 1) {
    const symbol = text.charCodeAt(at) & 0xff;
    const code = CODES[symbol]!;
    for (let left = LENGTHS[symbol]!; left > 0;) {
      const take = Math.min(left, free);
      left -= take;
      free -= take;
      octet |= ((code >>> left) & ((1 << take) - 1)) << free;
      if (free > 0) continue;
      out.push(octet);
      octet = 0;
      free = 8;
    }
  }
  if (free < 8) out.push(octet | ((1 << free) - 1));
}

export function readHuffman(
  bytes: Uint8Array,
  from: number,
  to: number,
): { readonly text: string } | 'hpack.huffman-eos' | 'hpack.huffman-padding' {
  let text = '';
  let node = 0;
  /** Bits since the last symbol, and whether all were ones. */
  let pending = 0;
  let ones = true;
  for (let at = from; at < to; at += 1) {
    const octet = bytes[at]!;
    for (let bit = 7; bit >= 0; bit -= 1) {
      const one = (octet >>> bit) & 1;
      const next = TREE[2 * node + one]!;
      pending += 1;
      ones &&= one === 1;
      if (next >= 0) {
        node = next;
        continue;
      }
      // §5.2: a string that contains EOS is a decoding error
      if (next === -1 - EOS) return 'hpack.huffman-eos';
      text += String.fromCharCode(-1 - next);
      node = 0;
      pending = 0;
      ones = true;
    }
  }
  // §5.2: padding of more than 7 bits, or other than the first bits of EOS, is a decoding error
  return pending > 7 || !ones ? 'hpack.huffman-padding' : { text };
}
