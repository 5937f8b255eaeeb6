import type { TcpScenario } from './scenario.ts';

/** Nobody listens on the port: RST at once, not silence. */
export const refused: TcpScenario = {
  id: 'refused',
  programs: 'nobody',
  parameters: {},
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'send', where: 'server' } },
  breakpoints: [
    { id: 'reset-sent', at: { event: { kind: 'send', flags: 'RST,ACK' } } },
    { id: 'client-closed', at: { event: { kind: 'state', where: 'client', to: 'CLOSED' } } },
  ],
};

/** The client aborts while the response is on its way: what still arrives belongs to no connection, and is answered by RST too. */
export const aborted: TcpScenario = {
  id: 'aborted',
  programs: 'abort',
  parameters: { responseBytes: 6000 },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'call', call: 'abort' } },
  breakpoints: [
    { id: 'reset-sent', at: { event: { kind: 'send', flags: 'RST' } } },
    { id: 'too-late', at: { event: { kind: 'discard', reason: 'tcp.discard-no-connection' } } },
    { id: 'server-closed', at: { event: { kind: 'state', where: 'server', to: 'CLOSED' } } },
  ],
};
