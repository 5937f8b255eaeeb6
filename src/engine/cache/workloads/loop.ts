import type { Workload } from './workload.ts';

/** All keys in order, again and again: a program that walks through an array larger than its cache. */
export const loop: Workload =
  ({ objects }) =>
  (index) =>
    index % objects;
