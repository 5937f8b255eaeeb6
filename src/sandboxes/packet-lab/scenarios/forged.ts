import { NO_BYTES } from '#engine/wire/layer.ts';
import type { Scenario } from '#player/model.ts';
import { ADDRESS } from '../network.ts';
import { tcpFrame, toHex } from '../packets.ts';

/** A SYN that bears a bystander's address: the answer goes there, and the bystander resets it. You hear nothing. */
export const forged: Scenario = {
  id: 'forged',
  parameters: { packet: toHex(tcpFrame({}, NO_BYTES, { source: ADDRESS.other })) },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'arrive', where: 'other' } },
  breakpoints: [
    { id: 'at-server', at: { event: { kind: 'arrive', where: 'server' } } },
    { id: 'at-other', at: { event: { kind: 'arrive', where: 'other' } } },
    { id: 'others-reset', at: { event: { kind: 'send', where: 'other' } } },
  ],
};
