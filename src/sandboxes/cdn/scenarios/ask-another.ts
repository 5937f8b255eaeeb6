import type { Scenario } from '#player/model.ts';

/** The fourth rule: London asks Frankfurt, Tokyo asks Seoul, before anybody crosses an ocean. The seed is not read. */
export const askAnother: Scenario = {
  id: 'ask-another',
  parameters: { pattern: 'list', ttl: 3600, objects: 3, edges: '12', siblings: true, shields: '1' },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'hit', where: 'edge-frankfurt' } },
  breakpoints: [
    { id: 'asked-sibling', at: { event: { kind: 'forward', where: 'edge-london', to: 'edge-frankfurt' } } },
    { id: 'sibling-has-it', at: { event: { kind: 'hit', where: 'edge-frankfurt' } } },
    { id: 'sibling-has-nothing', at: { event: { kind: 'nothing', where: 'edge-london' } } },
  ],
};
