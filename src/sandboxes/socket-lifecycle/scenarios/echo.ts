import type { Scenario } from '#player/model.ts';

/** One request, its answer, and both close: every call of both programs, in order. */
export const echo: Scenario = {
  id: 'echo',
  parameters: {},
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'syscall', where: 'server', call: 'accept', outcome: 'returns' } },
  breakpoints: [
    { id: 'listening', at: { event: { kind: 'syscall', call: 'listen' } } },
    { id: 'accept-waits', at: { event: { kind: 'syscall', call: 'accept', outcome: 'waits' } } },
    { id: 'connected', at: { event: { kind: 'syscall', call: 'connect', outcome: 'returns' } } },
    { id: 'accepted', at: { event: { kind: 'syscall', call: 'accept', outcome: 'returns' } } },
    { id: 'request', at: { event: { kind: 'syscall', where: 'server', call: 'recv', outcome: 'returns' } } },
    { id: 'answer', at: { event: { kind: 'syscall', where: 'client', call: 'recv', outcome: 'returns' } } },
    {
      id: 'end',
      at: { event: { kind: 'syscall', where: 'server', call: 'recv', outcome: 'returns', value: 0 } },
    },
  ],
};
