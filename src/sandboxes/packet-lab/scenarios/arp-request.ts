import type { Scenario } from '#player/model.ts';
import { arpFrame, toHex } from '../packets.ts';

/** Who has the router's address? It answers with its own MAC address, which is no secret. */
export const arpRequest: Scenario = {
  id: 'arp-request',
  parameters: { packet: toHex(arpFrame()), arp: true },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'send', where: 'router' } },
  breakpoints: [
    { id: 'at-router', at: { event: { kind: 'arrive', where: 'router' } } },
    { id: 'comes-back', at: { event: { kind: 'arrive', where: 'you' } } },
  ],
};
