import type { Scenario } from '#player/model.ts';

/** Six hot keys and room for five; eighteen keys come by once each. Seed 24: all three of the newer policies end well above LRU. */
export const scanResistance: Scenario = {
  id: 'scan-resistance',
  parameters: {
    policy: 's3-fifo',
    lanes: 'lru,2q,arc,s3-fifo',
    workload: 'scan',
    capacity: 5,
    objects: 24,
    requests: 80,
  },
  seed: 24,
  interventions: [],
  opening: { event: { kind: 'miss', where: 's3-fifo', request: 40 } },
  breakpoints: [
    { id: 'scan-begins', at: { event: { where: 's3-fifo', request: 31 } } },
    { id: 'scan-over', at: { event: { where: 's3-fifo', request: 49 } } },
  ],
};
