/**
 * RFC 6455 §5.3: octet i of the payload is XORed with octet i modulo 4 of the key. Doing it twice undoes it.
 * Writes `count` bytes of `source` from `from` on into `target` at `at`. `key` is the masking key as a number in network byte
 * order, `phase` how many bytes of this payload have gone before. Four bytes go at once where the target lies at a multiple of four.
 */
export function mask(
  source: Uint8Array,
  from: number,
  count: number,
  target: Uint8Array,
  at: number,
  key: number,
  phase: number,
): void {
  let done = 0;
  if (count >= 48) {
    const turned = turn(key, phase);
    const lead = -(target.byteOffset + at) & 3;
    for (; done < lead; done += 1) target[at + done] = source[from + done]! ^ octet(key, phase + done);
    // All is copied at once and changed where it lies then: the source may lie anywhere, and has no words
    target.set(source.subarray(from + done, from + count), at + done);
    const words = new Int32Array(target.buffer, target.byteOffset + at + done, (count - done) >> 2);
    // the lead has turned the key on; a word in memory has its first byte where the machine has it
    const word = inMemory(turn(turned, lead));
    for (let index = 0; index < words.length; index += 1) words[index]! ^= word;
    done += 4 * words.length;
  }
  for (; done < count; done += 1) target[at + done] = source[from + done]! ^ octet(key, phase + done);
}

const octet = (key: number, index: number): number => (key >>> (24 - 8 * (index & 3))) & 255;

/** The key as it stands for a byte `by` further on. */
const turn = (key: number, by: number): number => {
  const bits = 8 * (by & 3);
  return bits === 0 ? key : (key << bits) | (key >>> (32 - bits));
};

const scratch = new Uint8Array(4);
const scratchWord = new Int32Array(scratch.buffer);
function inMemory(key: number): number {
  for (let index = 0; index < 4; index += 1) scratch[index] = octet(key, index);
  return scratchWord[0]!;
}
