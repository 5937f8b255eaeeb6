/**
 * xoroshiro128+ of Blackman and Vigna (2018), with their first parameters 24, 16 and 37: a state of two words of 64 bits, here in halves.
 * Gives the lower 32 bits of each draw, signed. What pure-rand draws from the same seed, without what else that can do.
 */
export function xoroshiro128plus(seed: number): () => number {
  let low0 = ~seed;
  let high0 = -1;
  let low1 = 0;
  let high1 = seed | 0;
  return () => {
    const drawn = (low0 + low1) | 0;
    const low = low0 ^ low1;
    const high = high0 ^ high1;
    // s0 turned left by 24, mixed with the sum of both and that moved left by 16; s1 is the sum turned left by 37
    const turned = (low0 << 24) ^ (high0 >>> 8);
    high0 = (high0 << 24) ^ (low0 >>> 8) ^ high ^ ((high << 16) | (low >>> 16));
    low0 = turned ^ low ^ (low << 16);
    low1 = (high << 5) ^ (low >>> 27);
    high1 = (low << 5) ^ (high >>> 27);
    return drawn;
  };
}
