import type { Stream } from '../../kernel/random.ts';

export type WorkloadId = 'zipf' | 'scan' | 'loop' | 'anomaly';

export interface WorkloadSetup {
  /** How many requests. */
  readonly requests: number;
  /** How many different keys there are at most, numbered from 0. */
  readonly objects: number;
  /** Zipf's exponent, in quarters, 0 to 8: 4 is 1.0. Only the workload 'zipf' reads it. */
  readonly skewQuarters: number;
  /** The workload's own stream. */
  readonly random: Stream;
}

/** A list of keys to ask for, decided by its setup alone. Integers only, so that it is the same in every engine. */
export type Workload = (setup: WorkloadSetup) => Int32Array;
