import type { Scenario } from '#player/model.ts';
import { CLOSED_PORT } from '../network.ts';
import { text, toHex, udpFrame } from '../packets.ts';

/** UDP has no reset of its own: ICMP says that nobody has the port, and quotes the datagram. */
export const udpClosed: Scenario = {
  id: 'udp-closed',
  parameters: { packet: toHex(udpFrame(CLOSED_PORT, text('hello'))) },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'send', where: 'server' } },
  breakpoints: [
    { id: 'at-server', at: { event: { kind: 'arrive', where: 'server' } } },
    { id: 'comes-back', at: { event: { kind: 'arrive', where: 'you' } } },
  ],
};
