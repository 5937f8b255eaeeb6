import type { Workload } from './workload.ts';
import { zipf } from './zipf.ts';

/** The run falls into so many parts, each with favourites of its own. */
const PARTS = 4;

/**
 * Popularity that moves on: Zipf by rank, and with each quarter of the run every rank goes to another key, a quarter of all keys
 * further on. Yesterday's favourites are then as rare as any other key of their new rank.
 */
export const shift: Workload = (setup) => {
  const { objects, requests } = setup;
  const rank = zipf(setup);
  const step = Math.max(Math.floor(objects / PARTS), 1);
  return (index) => (rank(index) + Math.floor((index * PARTS) / requests) * step) % objects;
};
