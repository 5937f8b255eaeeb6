import { putU32, u32 } from '../wire/octets.ts';

/** SHA-1 (RFC 3174 §6.1), 20 bytes. Broken as a signature; the handshake only asks whether the peer has read the key (RFC 6455 §10.8). */
export function sha1(message: Uint8Array): Uint8Array {
  const blocks = padded(message);
  const words = new Int32Array(80);
  const state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0);
  for (let at = 0; at < blocks.length; at += 64) {
    for (let t = 0; t < 16; t += 1) words[t] = u32(blocks, at + 4 * t);
    for (let t = 16; t < 80; t += 1)
      words[t] = rotate(words[t - 3]! ^ words[t - 8]! ^ words[t - 14]! ^ words[t - 16]!, 1);
    let [a, b, c, d, e] = state as unknown as [number, number, number, number, number];
    for (let t = 0; t < 80; t += 1) {
      const next = (rotate(a, 5) + mixed(t, b, c, d) + e + words[t]! + CONSTANTS[(t / 20) | 0]!) | 0;
      [e, d, c, b, a] = [d, c, rotate(b, 30), a, next];
    }
    [a, b, c, d, e].forEach((word, index) => (state[index]! += word));
  }
  const digest = new Uint8Array(20);
  state.forEach((word, index) => putU32(digest, 4 * index, word));
  return digest;
}

/** K(t), RFC 3174 §5. */
const CONSTANTS = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6] as const;

const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

/** f(t; B, C, D), RFC 3174 §5. */
function mixed(t: number, b: number, c: number, d: number): number {
  if (t < 20) return (b & c) | (~b & d);
  if (t >= 40 && t < 60) return (b & c) | (b & d) | (c & d);
  return b ^ c ^ d;
}

/** RFC 3174 §4: a one bit, zeros, and the length in bits in the last eight bytes, to whole blocks of 64. */
function padded(message: Uint8Array): Uint8Array {
  const blocks = new Uint8Array(Math.ceil((message.length + 9) / 64) * 64);
  blocks.set(message);
  blocks[message.length] = 0x80;
  putU32(blocks, blocks.length - 8, Math.floor(message.length / 0x2000_0000));
  putU32(blocks, blocks.length - 4, message.length * 8);
  return blocks;
}
