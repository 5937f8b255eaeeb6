import type { Scenario } from '#player/model.ts';
import { tcpFrame, toHex } from '../packets.ts';

/** The open port answers SYN,ACK; your own kernel, which knows nothing of the SYN, resets what it takes for a mistake. Seed 1: nothing is drawn but secrets. */
export const synOpen: Scenario = {
  id: 'syn-open',
  parameters: { packet: toHex(tcpFrame({})) },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'send', where: 'server' } },
  breakpoints: [
    { id: 'at-server', at: { event: { kind: 'arrive', where: 'server' } } },
    { id: 'comes-back', at: { event: { kind: 'arrive', where: 'you' } } },
    { id: 'own-reset', at: { event: { kind: 'send', where: 'you', flags: 'RST' } } },
  ],
};
