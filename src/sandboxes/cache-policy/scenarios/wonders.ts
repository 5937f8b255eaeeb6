import type { Scenario } from '#player/model.ts';

/** Of 60 requests 20 are for keys that nobody asks for twice. Seed 58: admission brings W-TinyLFU to within two hits of OPT. */
export const wonders: Scenario = {
  id: 'wonders',
  parameters: {
    policy: 'w-tinylfu',
    lanes: 'lru,s3-fifo,w-tinylfu,opt',
    workload: 'wonders',
    capacity: 5,
    objects: 26,
    requests: 60,
  },
  seed: 58,
  interventions: [],
  opening: { event: { kind: 'evict', where: 'w-tinylfu', reason: 'w-tinylfu.evict.window' } },
  breakpoints: [
    { id: 'full', at: { event: { kind: 'evict', where: 'w-tinylfu' } } },
    { id: 'refused', at: { event: { kind: 'evict', where: 'w-tinylfu', reason: 'w-tinylfu.evict.window' } } },
  ],
};
