import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** An integer in [0, n). */
export type Draw = (n: number) => number;

/** The same seed draws the same, everywhere. */
export function drawFrom(seed: number): Draw {
  const random = xoroshiro128plus(seed);
  return (n) => uniformInt(random, 0, n - 1);
}

/** A seed from a name (FNV-1a, 32 bits): what is shuffled at build time is shuffled alike in the browser. */
export function seedOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i += 1) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return hash | 0;
}

/** Fisher-Yates. */
export function shuffled<T>(list: readonly T[], draw: Draw): T[] {
  const copy = [...list];
  for (let i = copy.length - 1; i > 0; i -= 1) {
    const j = draw(i + 1);
    [copy[i], copy[j]] = [copy[j]!, copy[i]!];
  }
  return copy;
}
