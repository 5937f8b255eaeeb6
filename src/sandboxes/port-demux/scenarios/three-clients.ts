import type { Scenario } from '#player/model.ts';

/** One port of the server, a connection for each client and a second one for the first; then a call where nobody listens. */
export const threeClients: Scenario = {
  id: 'three-clients',
  parameters: {},
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'match', where: 'server', rule: 'connected' }, nth: 2 },
  breakpoints: [
    { id: 'first-syn', at: { event: { kind: 'match', where: 'server', rule: 'wildcard' } } },
    { id: 'first-data', at: { event: { kind: 'match', where: 'server', rule: 'connected' }, nth: 2 } },
    { id: 'second-connection', at: { event: { kind: 'match', where: 'server', rule: 'wildcard' }, nth: 4 } },
    { id: 'nobody', at: { event: { kind: 'match', rule: 'nobody' } } },
  ],
};
