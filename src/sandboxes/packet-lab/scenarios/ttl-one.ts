import type { Scenario } from '#player/model.ts';
import { pingFrame, text, toHex } from '../packets.ts';

/** The router takes one off, nothing is left, and it says so: what traceroute lives on. */
export const ttlOne: Scenario = {
  id: 'ttl-one',
  parameters: { packet: toHex(pingFrame(text('hello'), { ttl: 1 })) },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'send', where: 'router' } },
  breakpoints: [
    { id: 'at-router', at: { event: { kind: 'arrive', where: 'router' } } },
    { id: 'discarded', at: { event: { kind: 'discard' } } },
    { id: 'comes-back', at: { event: { kind: 'arrive', where: 'you' } } },
  ],
};
