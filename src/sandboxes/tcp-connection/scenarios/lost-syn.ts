import type { Scenario } from '#player/model.ts';

/** The first two SYNs are lost, so that the wait can be seen to double: again after 1 s, then 2 s later. */
export const lostSyn: Scenario = {
  id: 'lost-syn',
  parameters: {},
  seed: 1,
  interventions: [
    { act: 'drop', target: 'wire/client>server/0' },
    { act: 'drop', target: 'wire/client>server/1' },
  ],
  opening: { event: { kind: 'lost' } },
  breakpoints: [
    { id: 'lost', at: { event: { kind: 'lost' } } },
    { id: 'first-retry', at: { event: { kind: 'send', retransmission: true } } },
    { id: 'second-retry', at: { event: { kind: 'send', retransmission: true }, nth: 2 } },
    { id: 'client-established', at: { event: { kind: 'state', where: 'client', to: 'ESTABLISHED' } } },
  ],
};
