import type { Ns } from '../kernel/time.ts';
import type { Seq } from './seq.ts';

/** Both ends of a connection, from one side. */
export interface Tuple {
  readonly localAddress: number;
  readonly localPort: number;
  readonly remoteAddress: number;
  readonly remotePort: number;
}

export type Secret = readonly [number, number];

/**
 * Initial sequence number (RFC 6528 §3, RFC 9293 §3.4.1): ISN = M + F(tuple, secret key), where M counts every 4
 * microseconds and F is a keyed pseudorandom function that outsiders cannot compute.
 */
export function initialSequenceNumber(tuple: Tuple, secret: Secret, now: Ns): Seq {
  const ports = ((tuple.localPort << 16) | tuple.remotePort) >>> 0;
  return (
    (Math.floor(now / 4000) + halfSipHash([tuple.localAddress, tuple.remoteAddress, ports], secret)) >>> 0
  );
}

/** HalfSipHash-2-4 of whole 32-bit words with a 64-bit key and a 32-bit result: the 32-bit sibling of SipHash (Aumasson, Bernstein 2012). */
export function halfSipHash(words: readonly number[], [k0, k1]: Secret): number {
  let v0 = k0;
  let v1 = k1;
  let v2 = 0x6c796765 ^ k0;
  let v3 = 0x74656462 ^ k1;
  const rotate = (value: number, by: number) => (value << by) | (value >>> (32 - by));
  const rounds = (count: number) => {
    for (let round = 0; round < count; round += 1) {
      v0 = (v0 + v1) | 0;
      v1 = rotate(v1, 5) ^ v0;
      v0 = rotate(v0, 16);
      v2 = (v2 + v3) | 0;
      v3 = rotate(v3, 8) ^ v2;
      v0 = (v0 + v3) | 0;
      v3 = rotate(v3, 7) ^ v0;
      v2 = (v2 + v1) | 0;
      v1 = rotate(v1, 13) ^ v2;
      v2 = rotate(v2, 16);
    }
  };
  for (const word of [...words, (words.length * 4) << 24]) {
    v3 ^= word;
    rounds(2);
    v0 ^= word;
  }
  v2 ^= 0xff;
  rounds(4);
  return (v1 ^ v3) >>> 0;
}
