import type { Scenario } from '#player/model.ts';

/** Hardly any news: three messages in some six seconds, and somebody asks four times a second. Seed 3: nothing is special about it. */
export const quiet: Scenario = {
  id: 'quiet',
  parameters: { messages: 3, intervalMs: 2000, pollMs: 250 },
  seed: 3,
  interventions: [],
  opening: { event: { kind: 'update', reason: 'ways.nothing', where: 'keep-server' } },
  breakpoints: [
    { id: 'held', at: { event: { kind: 'update', reason: 'ways.hold', where: 'long-server' } } },
    { id: 'nothing', at: { event: { kind: 'update', reason: 'ways.nothing', where: 'keep-server' } } },
    { id: 'first-long', at: { event: { kind: 'message', act: 'read', where: 'long-client' } } },
    { id: 'first-poll', at: { event: { kind: 'message', act: 'read', where: 'keep-client' } } },
  ],
};
