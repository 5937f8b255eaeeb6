import type { Scenario } from '#player/model.ts';

/** Open, a request, its response, four segments to close, 60 seconds of TIME-WAIT. Seed 1: nothing is drawn but the secrets. */
export const clean: Scenario = {
  id: 'clean',
  parameters: {},
  seed: 1,
  interventions: [],
  // The client is ESTABLISHED and the server is not yet
  opening: { event: { kind: 'state', where: 'client', to: 'ESTABLISHED' } },
  breakpoints: [
    { id: 'client-established', at: { event: { kind: 'state', where: 'client', to: 'ESTABLISHED' } } },
    { id: 'first-data', at: { event: { kind: 'send', len: { min: 1 } } } },
    { id: 'server-established', at: { event: { kind: 'state', where: 'server', to: 'ESTABLISHED' } } },
    { id: 'first-fin', at: { event: { kind: 'send', flags: 'FIN,ACK' } } },
    { id: 'time-wait', at: { event: { kind: 'state', to: 'TIME-WAIT' } } },
  ],
};
