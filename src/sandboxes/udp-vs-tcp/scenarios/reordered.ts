import type { Scenario } from '#player/model.ts';

/** Some take a slower way: up to 60 ms late, with a message every 10 ms. Seed 2: messages overtake each other more than once. */
export const reordered: Scenario = {
  id: 'reordered',
  parameters: { messages: 20, intervalMs: 10, jitterMs: 60, bufferMs: 80 },
  seed: 2,
  interventions: [],
  opening: { event: { kind: 'message', reason: 'messages.read-overtaken', where: 'udp-receiver' } },
  breakpoints: [
    {
      id: 'waits',
      at: { event: { kind: 'update', reason: 'tcp.kept-out-of-order', where: 'tcp-receiver' } },
    },
    {
      id: 'overtaken',
      at: { event: { kind: 'message', reason: 'messages.read-overtaken', where: 'udp-receiver' } },
    },
    { id: 'in-order', at: { event: { kind: 'message', act: 'read', message: 19, where: 'tcp-receiver' } } },
  ],
};
