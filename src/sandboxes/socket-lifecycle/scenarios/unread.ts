import type { Scenario } from '#player/model.ts';

/** The server closes without having read: its kernel sends RST in place of FIN, and the client's recv() fails. */
export const unread: Scenario = {
  id: 'unread',
  parameters: {},
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'syscall', where: 'server', call: 'close' } },
  breakpoints: [
    { id: 'arrived', at: { event: { kind: 'arrive', where: 'server', len: { min: 1 } } } },
    { id: 'closed', at: { event: { kind: 'syscall', where: 'server', call: 'close' } } },
    { id: 'rst', at: { event: { kind: 'send', flags: 'RST,ACK' } } },
    { id: 'reset', at: { event: { kind: 'syscall', errno: 'ECONNRESET' } } },
  ],
};
