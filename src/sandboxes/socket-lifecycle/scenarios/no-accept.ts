import type { Scenario } from '#player/model.ts';

/** The server listens and never accepts: its kernel shakes hands and keeps the data all the same. */
export const noAccept: Scenario = {
  id: 'no-accept',
  parameters: {},
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'syscall', where: 'client', call: 'send', outcome: 'returns' } },
  breakpoints: [
    { id: 'connected', at: { event: { kind: 'syscall', call: 'connect', outcome: 'returns' } } },
    { id: 'sent', at: { event: { kind: 'syscall', where: 'client', call: 'send', outcome: 'returns' } } },
    { id: 'waits', at: { event: { kind: 'syscall', where: 'client', call: 'recv', outcome: 'waits' } } },
    { id: 'reset', at: { event: { kind: 'syscall', errno: 'ECONNRESET' } } },
  ],
};
