import type { Scenario } from '#player/model.ts';

/** Everybody uses a resolver in Frankfurt, and DNS takes the resolver's place for theirs; beside it the same with a resolver in each city. Seed 1. */
export const farResolver: Scenario = {
  id: 'far-resolver',
  parameters: {
    pattern: 'steady',
    beside: 'near-resolver',
    routing: 'dns',
    resolver: 'far',
    dnsTtl: 300,
    requests: 80,
    perSecond: 2,
    objects: 2,
    ttl: 3600,
    edges: '12',
  },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'served', found: 'edge' }, nth: 10 },
  breakpoints: [
    { id: 'first-hit', at: { event: { kind: 'hit' } } },
    { id: 'end', at: { event: { kind: 'served' }, nth: -1 } },
  ],
};
