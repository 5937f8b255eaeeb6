import type { Workload } from './workload.ts';
import { zipf } from './zipf.ts';

/** The first of this many parts of all keys come again and again; each other key is asked for at most once. */
const HOT_PART = 4;

/**
 * One-hit wonders among popular keys: about half of the requests, as long as there are keys left, go to keys that nobody asked for before
 * and nobody will again, in order; the others are Zipf's. Their share of what a CDN is asked for: B. M. Maggs, R. K. Sitaraman, Algorithmic Nuggets
 * in Content Delivery, ACM SIGCOMM CCR 45(3), 2015: about three quarters of objects.
 */
export const wonders: Workload = ({ objects, requests, skewQuarters, random }) => {
  const hot = Math.max(Math.floor(objects / HOT_PART), 1);
  const popular = zipf({ objects: hot, requests, skewQuarters, random });
  let left = Math.min(objects - hot, Math.floor(requests / 2));
  let next = hot;
  return (index) => {
    // as many among what is left of the requests as there are left of them
    if (left === 0 || !random.chance(left, Math.max(requests - index, left))) return popular(index);
    left -= 1;
    next += 1;
    return next - 1;
  };
};
