import type { Scenario } from '#player/model.ts';

/** The server has closed. The client's next send() works and is answered by RST; the one after fails with EPIPE. */
export const brokenPipe: Scenario = {
  id: 'broken-pipe',
  parameters: {},
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'syscall', where: 'client', step: 'send-again', outcome: 'returns' } },
  breakpoints: [
    { id: 'closed', at: { event: { kind: 'syscall', where: 'server', call: 'close' } } },
    {
      id: 'written',
      at: { event: { kind: 'syscall', where: 'client', step: 'send-again', outcome: 'returns' } },
    },
    { id: 'rst', at: { event: { kind: 'send', flags: 'RST' } } },
    { id: 'broken', at: { event: { kind: 'syscall', errno: 'EPIPE' } } },
  ],
};
