import type { Scenario } from '#player/model.ts';
import { CLOSED_PORT } from '../network.ts';
import { tcpFrame, toHex } from '../packets.ts';

/** Nobody listens on port 81: RST,ACK. */
export const synClosed: Scenario = {
  id: 'syn-closed',
  parameters: { packet: toHex(tcpFrame({ destinationPort: CLOSED_PORT })) },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'send', where: 'server' } },
  breakpoints: [
    { id: 'at-server', at: { event: { kind: 'arrive', where: 'server' } } },
    { id: 'comes-back', at: { event: { kind: 'arrive', where: 'you' } } },
  ],
};
