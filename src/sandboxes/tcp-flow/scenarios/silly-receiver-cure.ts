import type { Scenario } from '#player/model.ts';
import { SILLY } from './silly.ts';

/** The receiver says nothing until half of its buffer is free. */
export const sillyReceiverCure: Scenario = {
  id: 'silly-receiver-cure',
  parameters: { ...SILLY, receiverCure: true, senderCure: false },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'send', reason: 'tcp.ack-window-open' } },
  breakpoints: [
    { id: 'window-closed', at: { event: { kind: 'send', where: 'server', window: 0 } } },
    { id: 'first-read', at: { event: { kind: 'call', call: 'read' } } },
    { id: 'window-update', at: { event: { kind: 'send', reason: 'tcp.ack-window-open' } } },
  ],
};
