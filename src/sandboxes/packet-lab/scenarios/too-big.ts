import type { Scenario } from '#player/model.ts';
import { pingFrame, toHex } from '../packets.ts';

/** The same with "don't fragment": the router says what would have fitted (path MTU discovery). */
export const tooBig: Scenario = {
  id: 'too-big',
  parameters: { packet: toHex(pingFrame(new Uint8Array(1000).fill(0x61), { dontFragment: true })), mtu: 576 },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'send', where: 'router' } },
  breakpoints: [
    { id: 'at-router', at: { event: { kind: 'arrive', where: 'router' } } },
    { id: 'discarded', at: { event: { kind: 'discard' } } },
    { id: 'comes-back', at: { event: { kind: 'arrive', where: 'you' } } },
  ],
};
