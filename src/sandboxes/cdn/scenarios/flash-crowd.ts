import type { Scenario } from '#player/model.ts';

/** Three quarters of the requests come ten times as fast, nine in ten for A, which nobody holds; beside it the same without collapsing and middle tier. Seed 3: the origin of the second refuses hundreds. */
export const flashCrowd: Scenario = {
  id: 'flash-crowd',
  parameters: {
    pattern: 'flash',
    beside: 'neither',
    requests: 40_000,
    perSecond: 400,
    objects: 40,
    ttl: 60,
    capacity: 40,
    edges: '12',
    shields: '3',
    originPerSecond: 100,
  },
  seed: 3,
  interventions: [],
  opening: { event: { kind: 'sample', where: 'b/network' }, nth: 60 },
  breakpoints: [
    { id: 'crowd-comes', at: { event: { kind: 'sample', where: 'network' }, nth: 93 } },
    { id: 'end', at: { event: { kind: 'sample', where: 'b/network' }, nth: 119 } },
  ],
};
