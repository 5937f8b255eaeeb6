import type { Scenario } from '#player/model.ts';

/** The cable is cut 300 ms after the start, when both wait. Only who asks learns of it: the server, by keepalive. */
export const vanished: Scenario = {
  id: 'vanished',
  parameters: {},
  seed: 1,
  interventions: [{ act: 'down', target: 'wire', atNs: 300_000_000 }],
  opening: { event: { kind: 'change' } },
  breakpoints: [
    { id: 'cut', at: { event: { kind: 'change' } } },
    { id: 'first-probe', at: { event: { kind: 'timer', timer: 'keepalive', action: 'expire' } } },
    { id: 'timed-out', at: { event: { kind: 'syscall', errno: 'ETIMEDOUT' } } },
  ],
};
