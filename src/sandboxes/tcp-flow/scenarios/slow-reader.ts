import type { Scenario } from '#player/model.ts';

/** The link carries 10 Mbit/s, the program reads 0.8: the window shrinks with every segment, and then opens in steps. Seed 1: nothing is drawn but the secrets. */
export const slowReader: Scenario = {
  id: 'slow-reader',
  parameters: {},
  seed: 1,
  interventions: [],
  // The first acknowledgment that offers less than half of what the handshake did
  opening: { event: { kind: 'send', where: 'server', window: { min: 1, max: 4000 } } },
  breakpoints: [
    { id: 'first-data', at: { event: { kind: 'send', where: 'client', len: { min: 1 } } } },
    { id: 'first-read', at: { event: { kind: 'call', call: 'read' } } },
    { id: 'window-half', at: { event: { kind: 'send', where: 'server', window: { min: 1, max: 4000 } } } },
    { id: 'last-read', at: { event: { kind: 'call', call: 'read' }, nth: -1 } },
  ],
};
