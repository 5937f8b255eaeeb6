import type { PolicyId } from '#engine/cache/eviction/policy.ts';

/** The policies that this sandbox shows and measures, in the order of their lanes. */
export const laneIds = ['fifo', 'lru', 'lfu', 'clock', 'sieve'] as const satisfies readonly PolicyId[];

export type LaneId = (typeof laneIds)[number];
