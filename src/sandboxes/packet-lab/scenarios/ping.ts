import type { Scenario } from '#player/model.ts';
import { pingFrame, text, toHex } from '../packets.ts';

/** The network layer itself answers, with the same identifier, number and data; no program has a part in it. */
export const ping: Scenario = {
  id: 'ping',
  parameters: { packet: toHex(pingFrame(text('abcdefghijklmnopqrstuvwabcdefghi'))) },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'send', where: 'server' } },
  breakpoints: [
    { id: 'at-server', at: { event: { kind: 'arrive', where: 'server' } } },
    { id: 'comes-back', at: { event: { kind: 'arrive', where: 'you' } } },
  ],
};
