import type { Scenario } from '#player/model.ts';
import { pingFrame, toHex } from '../packets.ts';

/** 1000 bytes over a link of 576: the router cuts them in two, the server puts them together, and cuts its answer itself. */
export const fragments: Scenario = {
  id: 'fragments',
  parameters: { packet: toHex(pingFrame(new Uint8Array(1000).fill(0x61))), mtu: 576 },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'arrive', where: 'server' }, nth: 2 },
  breakpoints: [
    { id: 'at-router', at: { event: { kind: 'arrive', where: 'router' } } },
    { id: 'at-server', at: { event: { kind: 'arrive', where: 'server' } } },
    { id: 'reassembled', at: { event: { kind: 'arrive', where: 'server' }, nth: 2 } },
    { id: 'comes-back', at: { event: { kind: 'arrive', where: 'you' } } },
  ],
};
