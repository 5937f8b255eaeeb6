import type { Scenario } from '#player/model.ts';

/** Three receivers. Over UDP one datagram to a group, which the switch doubles; over TCP a connection to each. Seed 2: the first receiver loses message 6, the second 3, the third none. */
export const multicast: Scenario = {
  id: 'multicast',
  parameters: { receivers: 3, messages: 10, lossPercent: 8 },
  seed: 2,
  interventions: [],
  opening: { event: { kind: 'message', act: 'read', where: 'udp-receiver-3' } },
  breakpoints: [
    { id: 'first-read', at: { event: { kind: 'message', act: 'read', where: 'udp-receiver-3' } } },
    { id: 'first-read-tcp', at: { event: { kind: 'message', act: 'read', where: 'tcp-receiver-3' } } },
    { id: 'lost', at: { event: { kind: 'lost' } } },
    { id: 'last-read', at: { event: { kind: 'message', act: 'read', message: 9, where: 'tcp-receiver-3' } } },
  ],
};
