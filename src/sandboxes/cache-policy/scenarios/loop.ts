import type { Scenario } from '#player/model.ts';

/** Five keys in a ring and room for four: whoever throws out the oldest throws out what is needed next. The seed is not read. */
export const loop: Scenario = {
  id: 'loop',
  parameters: { policy: 'lru', workload: 'loop', capacity: 4, objects: 5, requests: 30 },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'evict', where: 'lru' } },
  breakpoints: [{ id: 'full', at: { event: { kind: 'evict', where: 'lru' } } }],
};
