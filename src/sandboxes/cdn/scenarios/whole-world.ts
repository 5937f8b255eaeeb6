import type { Scenario } from '#player/model.ts';

/** Twenty edges under a hundred thousand requests for ten thousand objects, with room for a tenth of them; a million is as well possible. Seed 1. */
export const wholeWorld: Scenario = {
  id: 'whole-world',
  parameters: {
    pattern: 'steady',
    requests: 100_000,
    perSecond: 1000,
    objects: 10_000,
    capacity: 1000,
    ttl: 60,
    edges: '20',
    shields: '3',
    originPerSecond: 2000,
  },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'sample' }, nth: 60 },
  breakpoints: [{ id: 'half', at: { event: { kind: 'sample' }, nth: 60 } }],
};
