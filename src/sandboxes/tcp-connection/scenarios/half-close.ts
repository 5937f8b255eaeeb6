import type { TcpScenario } from './scenario.ts';

/** The client closes its direction right after the request; the response is sent over a connection that is half closed. */
export const halfClose: TcpScenario = {
  id: 'half-close',
  programs: 'half-close',
  parameters: { responseBytes: 4000 },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'state', where: 'client', to: 'FIN-WAIT-2' } },
  breakpoints: [
    { id: 'first-fin', at: { event: { kind: 'state', to: 'FIN-WAIT-1' } } },
    { id: 'half-closed', at: { event: { kind: 'state', to: 'FIN-WAIT-2' } } },
    { id: 'data-arrives', at: { event: { kind: 'arrive', where: 'client', len: { min: 1 } } } },
    { id: 'time-wait', at: { event: { kind: 'state', to: 'TIME-WAIT' } } },
  ],
};
