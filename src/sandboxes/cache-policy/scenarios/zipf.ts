import type { Scenario } from '#player/model.ts';

/** Room for a third of the objects answers half of the requests. Seed 6: no two kinds of policy end with the same count. */
export const zipf: Scenario = {
  id: 'zipf',
  parameters: { policy: 'lru', workload: 'zipf', skew: '1', capacity: 4, objects: 12, requests: 40 },
  seed: 6,
  interventions: [],
  // A is asked for again: LRU has just thrown it out, FIFO, CLOCK and SIEVE have not
  opening: { event: { kind: 'miss', where: 'lru', request: 11 } },
  breakpoints: [
    { id: 'first-hit', at: { event: { kind: 'hit', where: 'lru' } } },
    { id: 'full', at: { event: { kind: 'evict', where: 'lru' } } },
    { id: 'differ', at: { event: { kind: 'served', reason: 'served.some' } } },
  ],
};
