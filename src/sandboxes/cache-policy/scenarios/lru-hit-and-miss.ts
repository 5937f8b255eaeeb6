import type { Scenario } from '#player/model.ts';

/** Twelve requests to follow one by one. Seed 8: a hit, a miss and an eviction within the first five, and FIFO evicts another key there. */
export const lruHitAndMiss: Scenario = {
  id: 'lru-hit-and-miss',
  parameters: { policy: 'lru', workload: 'zipf', skew: '0.5', capacity: 3, objects: 5, requests: 12 },
  seed: 8,
  interventions: [],
  opening: { event: { kind: 'evict', where: 'lru' } },
  breakpoints: [
    { id: 'first-hit', at: { event: { kind: 'hit', where: 'lru' } } },
    { id: 'full', at: { event: { kind: 'evict', where: 'lru' } } },
  ],
};
