import type { Scenario } from '#player/model.ts';

/** The client is there half a second before the server: nobody listens yet, and the answer is RST. */
export const refused: Scenario = {
  id: 'refused',
  parameters: {},
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'syscall', errno: 'ECONNREFUSED' } },
  breakpoints: [
    { id: 'syn', at: { event: { kind: 'send', flags: 'SYN' } } },
    { id: 'rst', at: { event: { kind: 'send', flags: 'RST,ACK' } } },
    { id: 'failed', at: { event: { kind: 'syscall', errno: 'ECONNREFUSED' } } },
    { id: 'too-late', at: { event: { kind: 'syscall', call: 'listen' } } },
  ],
};
