import type { TcpScenario } from './scenario.ts';

/** The client's FIN is lost: it stays in FIN-WAIT-1, and its timer sends the FIN again. */
export const lostFin: TcpScenario = {
  id: 'lost-fin',
  parameters: {},
  seed: 1,
  interventions: [{ act: 'drop', target: 'wire/client>server/4' }],
  opening: { event: { kind: 'lost' } },
  breakpoints: [
    { id: 'first-fin', at: { event: { kind: 'send', flags: 'FIN,ACK' } } },
    { id: 'lost', at: { event: { kind: 'lost' } } },
    { id: 'first-retry', at: { event: { kind: 'send', retransmission: true } } },
    { id: 'time-wait', at: { event: { kind: 'state', to: 'TIME-WAIT' } } },
  ],
};

/** The last ACK of all is lost: the server sends its FIN again, and only because the client waits in TIME-WAIT is it answered. */
export const lostLastAck: TcpScenario = {
  id: 'lost-last-ack',
  parameters: {},
  seed: 1,
  interventions: [{ act: 'drop', target: 'wire/client>server/5' }],
  opening: { event: { kind: 'lost' } },
  breakpoints: [
    { id: 'time-wait', at: { event: { kind: 'state', to: 'TIME-WAIT' } } },
    { id: 'lost', at: { event: { kind: 'lost' } } },
    { id: 'server-retry', at: { event: { kind: 'send', where: 'server', retransmission: true } } },
    { id: 'waits-anew', at: { event: { kind: 'state', from: 'TIME-WAIT', to: 'TIME-WAIT' } } },
    { id: 'server-closed', at: { event: { kind: 'state', where: 'server', to: 'CLOSED' } } },
  ],
};
