import type { Scenario } from '#player/model.ts';

/** A file in 30 pieces that must be whole. Seed 8: slots 7, 8 and 26 lose, not the last. */
export const file: Scenario = {
  id: 'file',
  parameters: { messages: 30, intervalMs: 10, messageBytes: 1000, lossPercent: 10 },
  seed: 8,
  interventions: [],
  opening: { event: { kind: 'message', reason: 'messages.read-behind-gap', where: 'udp-receiver' } },
  breakpoints: [
    { id: 'lost', at: { event: { kind: 'lost', where: 'udp' } } },
    { id: 'again', at: { event: { kind: 'send', where: 'tcp-sender', retransmission: true } } },
    { id: 'udp-last', at: { event: { kind: 'message', act: 'read', message: 29, where: 'udp-receiver' } } },
    { id: 'tcp-last', at: { event: { kind: 'message', act: 'read', message: 29, where: 'tcp-receiver' } } },
  ],
};
