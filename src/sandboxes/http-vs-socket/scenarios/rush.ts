import type { Scenario } from '#player/model.ts';

/** News every 20 ms: a poll brings many at once, a held request few. Seed 1: nothing is special about it. */
export const rush: Scenario = {
  id: 'rush',
  parameters: { messages: 40, intervalMs: 20, pollMs: 200, delayMs: 40 },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'message', act: 'read', where: 'keep-client' } },
  breakpoints: [
    { id: 'first-ws', at: { event: { kind: 'message', act: 'read', where: 'ws-client' } } },
    { id: 'first-long', at: { event: { kind: 'message', act: 'read', where: 'long-client' } } },
    { id: 'first-poll', at: { event: { kind: 'message', act: 'read', where: 'keep-client' } } },
    { id: 'last-poll', at: { event: { kind: 'message', act: 'read', where: 'keep-client', message: 39 } } },
  ],
};
