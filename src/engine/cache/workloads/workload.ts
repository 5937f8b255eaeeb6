import type { Stream } from '../../kernel/random.ts';

export type WorkloadId = 'zipf' | 'shift' | 'scan' | 'wonders' | 'loop' | 'anomaly';

export interface WorkloadSetup {
  /** How many requests. */
  readonly requests: number;
  /** How many different keys there are at most, numbered from 0. */
  readonly objects: number;
  /** Zipf's exponent, in quarters, 0 to 8: 4 is 1.0. Only 'zipf', 'shift' and 'wonders' read it. */
  readonly skewQuarters: number;
  /** The workload's own stream. */
  readonly random: Stream;
}

/** The key of request `index`. To be asked in order, from 0, once each: it may draw from the stream. */
export type NextKey = (index: number) => number;

/** Keys to ask for, decided by the setup alone. Integers only, so that they are the same in every engine. */
export type Workload = (setup: WorkloadSetup) => NextKey;

/** The whole list. */
export function keysOf(workload: Workload, setup: WorkloadSetup): Int32Array {
  const next = workload(setup);
  return Int32Array.from({ length: setup.requests }, (_, index) => next(index));
}
