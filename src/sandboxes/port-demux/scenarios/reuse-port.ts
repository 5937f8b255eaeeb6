import type { Scenario } from '#player/model.ts';

/** Two workers listen on the same port; a hash of the four numbers divides the connections. The seed was chosen so that both get some. */
export const reusePort: Scenario = {
  id: 'reuse-port',
  parameters: { clients: 6 },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'match', where: 'server', rule: 'shared' }, nth: 2 },
  breakpoints: [
    { id: 'first', at: { event: { kind: 'match', where: 'server', rule: 'shared' } } },
    { id: 'second', at: { event: { kind: 'match', where: 'server', rule: 'shared' }, nth: 2 } },
    { id: 'last', at: { event: { kind: 'match', where: 'server', rule: 'shared' }, nth: -1 } },
  ],
};
