import type { Scenario } from '#player/model.ts';

/** News from a server to one user, every 400 ms or so. Seed 1: nothing is special about it. */
export const ticks: Scenario = {
  id: 'ticks',
  parameters: {},
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'message', act: 'read', where: 'keep-client' } },
  breakpoints: [
    { id: 'written', at: { event: { kind: 'message', act: 'write', where: 'ws-server' } } },
    { id: 'first-ws', at: { event: { kind: 'message', act: 'read', where: 'ws-client' } } },
    { id: 'first-long', at: { event: { kind: 'message', act: 'read', where: 'long-client' } } },
    { id: 'first-poll', at: { event: { kind: 'message', act: 'read', where: 'keep-client' } } },
    { id: 'first-close', at: { event: { kind: 'message', act: 'read', where: 'close-client' } } },
  ],
};
