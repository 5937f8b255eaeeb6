import type { Scenario } from '#player/model.ts';

/** The same server started twice: the second one's bind() is refused. */
export const portTaken: Scenario = {
  id: 'port-taken',
  parameters: {},
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'syscall', errno: 'EADDRINUSE' } },
  breakpoints: [
    { id: 'listening', at: { event: { kind: 'syscall', call: 'listen' } } },
    { id: 'second', at: { event: { kind: 'syscall', call: 'socket' }, nth: 2 } },
    { id: 'taken', at: { event: { kind: 'syscall', errno: 'EADDRINUSE' } } },
  ],
};
