import type { TcpScenario } from './scenario.ts';

/** The client's numbers begin 500 before their end: in the middle of the request they go on from 0. */
export const wrap: TcpScenario = {
  id: 'wrap',
  clientIsn: 0x1_0000_0000 - 500,
  parameters: { requestBytes: 1000, numbers: 'absolute' },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'send', len: { min: 1 } } },
  breakpoints: [
    { id: 'first-data', at: { event: { kind: 'send', len: { min: 1 } } } },
    { id: 'acknowledged', at: { event: { kind: 'arrive', where: 'client', relAck: { min: 2 } } } },
  ],
};
