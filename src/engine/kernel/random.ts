import { xoroshiro128plus } from './xoroshiro.ts';

/** Random integers of one consumer. */
export interface Stream {
  /** An integer in [0, n), each as likely as the others; n at most 2^53 (RangeError above). */
  below(n: number): number;
  /** True in `numerator` of `denominator` cases. */
  chance(numerator: number, denominator: number): boolean;
}

/** The generator draws 32 bits, as a signed integer. */
const WORDS = 0x1_0000_0000;
const SIGN = 0x8000_0000;
/** As many integers as a number holds without a gap. */
const SAFE = 2 ** 53;

/**
 * The stream of one consumer. It depends on the seed and the consumer's stable name alone, so that one more draw
 * on one link changes nothing on another.
 */
export function stream(seed: number, name: string): Stream {
  const draw = xoroshiro128plus(mix(seed, name));
  const word = () => draw() + SIGN;
  /** The upper 21 bits of one word before the whole of the next. */
  const twoWords = () => (draw() >>> 11) * WORDS + word();
  // what lies above the last whole multiple of n would make the first numbers likelier: it is drawn anew
  const below = (n: number): number => {
    if (n > WORDS) return belowWide(n);
    const fair = WORDS - (WORDS % n);
    let drawn = word();
    while (drawn >= fair) drawn = word();
    return drawn % n;
  };
  const belowWide = (n: number): number => {
    if (n > SAFE) throw new RangeError(`a draw below ${n}: a number holds 2^53 integers without a gap`);
    const fair = SAFE - (SAFE % n);
    let drawn = twoWords();
    while (drawn >= fair) drawn = twoWords();
    return drawn % n;
  };
  return { below, chance: (numerator, denominator) => below(denominator) < numerator };
}

/** 32 bits of (seed, name): FNV-1a over the seed's bytes and the name, then MurmurHash3's finaliser so that near seeds part. */
function mix(seed: number, name: string): number {
  let hash = 0x811c9dc5;
  const add = (value: number) => (hash = Math.imul(hash ^ value, 0x01000193));
  for (let shift = 0; shift < 32; shift += 8) add((seed >>> shift) & 255);
  for (let at = 0; at < name.length; at += 1) add(name.charCodeAt(at));
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
