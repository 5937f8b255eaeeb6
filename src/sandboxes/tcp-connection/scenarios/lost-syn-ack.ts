import type { Scenario } from '#player/model.ts';

/** The SYN arrived and its answer is lost: both sides wait, and both send again. */
export const lostSynAck: Scenario = {
  id: 'lost-syn-ack',
  parameters: {},
  seed: 1,
  interventions: [{ act: 'drop', target: 'wire/server>client/0' }],
  opening: { event: { kind: 'lost' } },
  breakpoints: [
    { id: 'lost', at: { event: { kind: 'lost' } } },
    { id: 'client-retry', at: { event: { kind: 'send', where: 'client', retransmission: true } } },
    { id: 'server-retry', at: { event: { kind: 'send', where: 'server', retransmission: true } } },
    { id: 'client-established', at: { event: { kind: 'state', where: 'client', to: 'ESTABLISHED' } } },
  ],
};
