import type { Scenario } from '#player/model.ts';

/** A backlog of 1 holds two connections; the SYNs of the others are dropped and sent again, until the server comes back and accepts. */
export const backlog: Scenario = {
  id: 'backlog',
  parameters: {},
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'discard', where: 'server' } },
  breakpoints: [
    { id: 'full', at: { event: { kind: 'update', where: 'server', reason: 'tcp.accept-queued' }, nth: 2 } },
    { id: 'dropped', at: { event: { kind: 'discard', where: 'server' } } },
    { id: 'again', at: { event: { kind: 'send', flags: 'SYN', retransmission: true } } },
    { id: 'accepts', at: { event: { kind: 'syscall', call: 'accept', outcome: 'returns' } } },
  ],
};
