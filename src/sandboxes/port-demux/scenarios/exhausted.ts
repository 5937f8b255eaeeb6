import type { Scenario } from '#player/model.ts';

/** The client has four ports to connect from. The fifth connection to the same place finds none; one to another place does. */
export const exhausted: Scenario = {
  id: 'exhausted',
  parameters: { clients: 1 },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'syscall', where: 'client', errno: 'EADDRNOTAVAIL' } },
  breakpoints: [
    { id: 'first', at: { event: { kind: 'syscall', where: 'client', call: 'connect', outcome: 'returns' } } },
    { id: 'none-left', at: { event: { kind: 'syscall', where: 'client', errno: 'EADDRNOTAVAIL' } } },
    {
      id: 'elsewhere',
      at: { event: { kind: 'syscall', where: 'client', step: 'elsewhere', outcome: 'returns' } },
    },
  ],
};
