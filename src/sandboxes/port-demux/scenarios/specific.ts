import type { Scenario } from '#player/model.ts';

/** Two UDP sockets on one port: one for all addresses of the host, one for its second address alone. */
export const specific: Scenario = {
  id: 'specific',
  parameters: {},
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'match', where: 'server', rule: 'specific' } },
  breakpoints: [
    { id: 'wildcard', at: { event: { kind: 'match', where: 'server', rule: 'wildcard' } } },
    { id: 'specific', at: { event: { kind: 'match', where: 'server', rule: 'specific' } } },
  ],
};
