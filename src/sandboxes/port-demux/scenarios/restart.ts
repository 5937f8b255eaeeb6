import type { Scenario } from '#player/model.ts';

/** The server closed first and is in TIME-WAIT; started again, it finds its own port taken. Seed 1: only the secrets are drawn. */
export const restart: Scenario = {
  id: 'restart',
  parameters: {},
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'syscall', where: 'server', call: 'bind' }, nth: 2 },
  breakpoints: [
    { id: 'time-wait', at: { event: { kind: 'state', where: 'server', to: 'TIME-WAIT' } } },
    { id: 'bind', at: { event: { kind: 'syscall', where: 'server', call: 'bind' }, nth: 2 } },
    {
      id: 'refused',
      at: { event: { kind: 'syscall', where: 'client', call: 'connect', errno: 'ECONNREFUSED' } },
    },
  ],
};
