import type { Scenario } from '#player/model.ts';
import { SILLY } from './silly.ts';

/** The receiver offers crumbs; the sender waits until it may send a full segment or half of the largest window it has seen. */
export const sillySenderCure: Scenario = {
  id: 'silly-sender-cure',
  parameters: { ...SILLY, receiverCure: false, senderCure: true },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'send', reason: 'tcp.ack-window-open' }, nth: 5 },
  breakpoints: [
    { id: 'window-closed', at: { event: { kind: 'send', where: 'server', window: 0 } } },
    { id: 'window-update', at: { event: { kind: 'send', reason: 'tcp.ack-window-open' } } },
    { id: 'sender-goes-on', at: { event: { kind: 'send', where: 'client', len: { min: 1 } }, nth: 2 } },
  ],
};
