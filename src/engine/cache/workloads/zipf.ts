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
  const { first, shift } = guideOf(cumulative);
  return () => {
    const draw = random.below(total);
    let key = first[draw >>> shift]!;
    while (cumulative[key]! <= draw) key += 1;
    return key;
  };
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

/**
 * Where to begin to look for the first entry above a draw, by the draw's upper bits: as many pieces as there are keys, or up to twice as many,
 * so that on average it is found at the second look. H.-C. Chen, Y. Asau, On Generating Random Variates from an Empirical Distribution,
 * AIIE Transactions 6(2), 1974.
 */
function guideOf(rising: Float64Array): { readonly first: Int32Array; readonly shift: number } {
  const total = rising[rising.length - 1]!;
  let shift = 0;
  let width = 1;
  for (; total / (2 * width) >= rising.length; width *= 2) shift += 1;
  const first = new Int32Array(Math.floor(total / width) + 1);
  let key = 0;
  for (let piece = 0; piece < first.length; piece += 1) {
    while (key < rising.length - 1 && rising[key]! <= piece * width) key += 1;
    first[piece] = key;
  }
  return { first, shift };
}
