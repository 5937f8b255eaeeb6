import type { Scenario } from '#player/model.ts';

/** The first rule: whoever asks first in a region waits for the origin, whoever comes after that does not. The seed is not read. */
export const firstRequest: Scenario = {
  id: 'first-request',
  parameters: { pattern: 'list', ttl: 3600, objects: 1, edges: '6' },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'store', where: 'edge-seoul' } },
  breakpoints: [
    { id: 'stored', at: { event: { kind: 'store', where: 'edge-seoul' } } },
    { id: 'first-hit', at: { event: { kind: 'hit' } } },
    { id: 'elsewhere', at: { event: { kind: 'miss', where: 'edge-frankfurt' } } },
  ],
};
