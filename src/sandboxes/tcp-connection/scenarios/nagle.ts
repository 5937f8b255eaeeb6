import type { TcpScenario } from './scenario.ts';

/**
 * A request written in two calls: Nagle keeps the second part until the first is acknowledged, and the server's delayed
 * acknowledgment waits for company that cannot come. 200 ms: what Windows and the BSDs wait at most; Linux begins with 40.
 */
export const nagleDelayedAck: TcpScenario = {
  id: 'nagle-delayed-ack',
  parameters: { requestBytes: 200, requestWrites: 2, delayedAckMs: 200 },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'timer', where: 'server', timer: 'delayed-ack', action: 'start' } },
  breakpoints: [
    { id: 'first-data', at: { event: { kind: 'send', where: 'client', len: { min: 1 } } } },
    {
      id: 'ack-waits',
      at: { event: { kind: 'timer', where: 'server', timer: 'delayed-ack', action: 'start' } },
    },
    {
      id: 'ack-sent',
      at: { event: { kind: 'timer', where: 'server', timer: 'delayed-ack', action: 'expire' } },
    },
    { id: 'second-data', at: { event: { kind: 'send', where: 'client', len: { min: 1 } }, nth: 2 } },
  ],
};
