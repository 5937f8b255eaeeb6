import type { Workload } from './workload.ts';

/** The first of this many parts of all keys is the hot set. */
const HOT_PART = 4;
/** At most one of this many requests belongs to the scan. */
const SCAN_PART = 3;

/**
 * A hot set, and one scan through it: keys of the hot set at random, all equally popular; in the middle of the run every other
 * key is asked for exactly once, in order, as a backup or a crawler does; then the hot set again.
 */
export const scan: Workload = ({ requests, objects, random }) => {
  const hot = Math.max(Math.floor(objects / HOT_PART), 1);
  const scanned = Math.min(objects - hot, Math.floor(requests / SCAN_PART));
  const from = (requests - scanned) >>> 1;
  return (index) => (index >= from && index < from + scanned ? hot + index - from : random.below(hot));
};
