import type { Scenario } from '#player/model.ts';

/** The request is lost. Nothing follows that could give it away, so only the timer finds out. */
export const lostData: Scenario = {
  id: 'lost-data',
  parameters: {},
  seed: 1,
  interventions: [{ act: 'drop', target: 'wire/client>server/2' }],
  opening: { event: { kind: 'lost' } },
  breakpoints: [
    { id: 'lost', at: { event: { kind: 'lost' } } },
    {
      id: 'timer',
      at: { event: { kind: 'timer', where: 'client', timer: 'retransmission', action: 'expire' } },
    },
    { id: 'data-arrives', at: { event: { kind: 'arrive', where: 'server', len: { min: 1 } } } },
    { id: 'acknowledged', at: { event: { kind: 'arrive', where: 'client', relAck: { min: 2 } } } },
  ],
};
