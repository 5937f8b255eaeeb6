import type { Workload } from './workload.ts';

/** Scaled weights add up to no more than this, which leaves a draw (below 2^32) room for those rounded up to 1. */
const MOST = 2 ** 31;

/**
 * Popularity by rank: key k (from 0) is asked for in proportion to 1 / (k + 1)^alpha, each request independent of those
 * before. L. Breslau et al., Web Caching and Zipf-like Distributions, INFOCOM 1999, §3.
 *
 * Weights are whole numbers, rounded down after scaling by a power of two that brings their sum near 2^31: no key's share
 * is off by more than one part in its own weight.
 */
export const zipf: Workload = ({ objects, skewQuarters, random }) => {
  const cumulative = cumulativeWeights(objects, skewQuarters);
  const total = cumulative[objects - 1]!;
  return () => firstAbove(cumulative, random.below(total));
};

/** Sum of the weights of keys 0..k at k; strictly rising. */
export function cumulativeWeights(objects: number, skewQuarters: number): Float64Array {
  let sum = 0;
  for (let k = 1; k <= objects; k += 1) sum += 1 / power(k, skewQuarters);
  let scale = 1;
  while (scale * 2 * sum <= MOST) scale *= 2;
  const cumulative = new Float64Array(objects);
  let total = 0;
  for (let k = 1; k <= objects; k += 1) {
    // a key too rare for the scale keeps the least share there is
    total += Math.max(Math.floor(scale / power(k, skewQuarters)), 1);
    cumulative[k - 1] = total;
  }
  return cumulative;
}

/** k^(quarters / 4) by multiplication and square roots, which IEEE 754 rounds exactly: the same bits everywhere. */
function power(k: number, quarters: number): number {
  let result = 1;
  for (let whole = 4; whole <= quarters; whole += 4) result *= k;
  const root = Math.sqrt(k);
  if (quarters & 2) result *= root;
  if (quarters & 1) result *= Math.sqrt(root);
  return result;
}

/** Index of the first entry greater than `draw`. */
function firstAbove(rising: Float64Array, draw: number): number {
  let low = 0;
  let high = rising.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rising[middle]! > draw) high = middle;
    else low = middle + 1;
  }
  return low;
}
