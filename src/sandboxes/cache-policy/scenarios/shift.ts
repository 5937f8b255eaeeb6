import type { Scenario } from '#player/model.ts';

/** Four times the favourites change. Seed 28: LFU hits less than two thirds as often as with ageing. */
export const shift: Scenario = {
  id: 'shift',
  parameters: {
    policy: 'lfu',
    lanes: 'lru,lfu,lfu-da',
    workload: 'shift',
    skew: '1.25',
    capacity: 4,
    objects: 16,
    requests: 100,
  },
  seed: 28,
  interventions: [],
  opening: { event: { kind: 'miss', where: 'lfu', request: { min: 50 } } },
  breakpoints: [
    { id: 'second-quarter', at: { event: { where: 'lfu', request: 25 } } },
    { id: 'third-quarter', at: { event: { where: 'lfu', request: 50 } } },
    { id: 'fourth-quarter', at: { event: { where: 'lfu', request: 75 } } },
  ],
};
