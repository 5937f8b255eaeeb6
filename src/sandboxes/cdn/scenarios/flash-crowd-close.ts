import type { Scenario } from '#player/model.ts';

/** Forty requests for one object that nobody holds, in a third of a second, to follow one by one; beside it the same without collapsing. Seed 5: the first is answered after most have come. */
export const flashCrowdClose: Scenario = {
  id: 'flash-crowd-close',
  parameters: {
    pattern: 'steady',
    beside: 'alone',
    requests: 40,
    perSecond: 120,
    objects: 1,
    ttl: 60,
    edges: '3',
    shields: '1',
    origin: 'sydney',
    originPerSecond: 30,
  },
  seed: 5,
  interventions: [],
  opening: { event: { kind: 'wait' }, nth: 5 },
  breakpoints: [
    { id: 'first-wait', at: { event: { kind: 'wait' } } },
    { id: 'stored', at: { event: { kind: 'store', where: 'edge-seoul' } } },
  ],
};
