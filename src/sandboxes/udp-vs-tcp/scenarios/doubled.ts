import type { Scenario } from '#player/model.ts';

/** The network delivers some packets twice. Seed 8: four slots of twelve. */
export const doubled: Scenario = {
  id: 'doubled',
  parameters: { twicePercent: 30 },
  seed: 8,
  interventions: [],
  opening: { event: { kind: 'message', reason: 'messages.read-again', where: 'udp-receiver' } },
  breakpoints: [
    { id: 'doubled', at: { event: { kind: 'tamper', act: 'duplicate', where: 'udp' } } },
    {
      id: 'read-again',
      at: { event: { kind: 'message', reason: 'messages.read-again', where: 'udp-receiver' } },
    },
    {
      id: 'discarded',
      at: { event: { kind: 'discard', reason: 'tcp.discard-duplicate', where: 'tcp-receiver' } },
    },
  ],
};
