import type { Scenario } from '#player/model.ts';

/** The same loop that leaves LRU without a hit, for those that do better. The seed is not read. */
export const loopBeaten: Scenario = {
  id: 'loop-beaten',
  parameters: {
    policy: 'lirs',
    lanes: 'lru,2q,lirs,s3-fifo,opt',
    workload: 'loop',
    capacity: 4,
    objects: 5,
    requests: 30,
  },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'hit', where: 'lirs' } },
  breakpoints: [
    { id: 'full', at: { event: { kind: 'evict', where: 'lirs' } } },
    { id: 'first-hit', at: { event: { kind: 'hit', where: 'lirs' } } },
  ],
};
