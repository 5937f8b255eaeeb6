import type { Scenario } from '#player/model.ts';

/** Belady's string: FIFO misses 9 times with room for three and 10 times with room for four. The seed is not read. */
export const anomaly: Scenario = {
  id: 'anomaly',
  parameters: { policy: 'fifo', workload: 'anomaly', capacity: 3, objects: 5, requests: 12 },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'miss', where: 'fifo', request: 6 } },
  breakpoints: [
    { id: 'full', at: { event: { kind: 'evict', where: 'fifo' } } },
    { id: 'differ', at: { event: { kind: 'served', reason: 'served.some' } } },
  ],
};
