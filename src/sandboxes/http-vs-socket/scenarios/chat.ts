import type { Scenario } from '#player/model.ts';

/** Three users talk; what one says comes to all, to him too. Seed 2: all three have their say among the first four messages. */
export const chat: Scenario = {
  id: 'chat',
  parameters: { job: 'chat', users: 3, messages: 8 },
  seed: 2,
  interventions: [],
  opening: { event: { kind: 'message', act: 'read', where: 'ws-client' } },
  breakpoints: [
    { id: 'said', at: { event: { kind: 'message', act: 'write', where: 'ws-client' } } },
    { id: 'first-ws', at: { event: { kind: 'message', act: 'read', where: 'ws-client' } } },
    { id: 'first-long', at: { event: { kind: 'message', act: 'read', where: 'long-client' } } },
    { id: 'first-poll', at: { event: { kind: 'message', act: 'read', where: 'keep-client' } } },
  ],
};
