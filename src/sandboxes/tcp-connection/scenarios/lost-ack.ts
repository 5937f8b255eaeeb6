import type { Scenario } from '#player/model.ts';

/** The third segment is lost. Nobody sends it again: the request behind it says the same. */
export const lostAck: Scenario = {
  id: 'lost-ack',
  parameters: {},
  seed: 1,
  interventions: [{ act: 'drop', target: 'wire/client>server/1' }],
  opening: { event: { kind: 'lost' } },
  breakpoints: [
    { id: 'client-established', at: { event: { kind: 'state', where: 'client', to: 'ESTABLISHED' } } },
    { id: 'lost', at: { event: { kind: 'lost' } } },
    { id: 'server-established', at: { event: { kind: 'state', where: 'server', to: 'ESTABLISHED' } } },
  ],
};
