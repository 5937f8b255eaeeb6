import type { Scenario } from '#player/model.ts';

/** The same news from a program that sends no more fields than it must: what of the overhead was the browser, and what HTTP. Seed 1, as in ticks. */
export const fewFields: Scenario = {
  id: 'few-fields',
  parameters: { fields: 'few' },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'message', act: 'read', where: 'keep-client' } },
  breakpoints: [
    { id: 'first-ws', at: { event: { kind: 'message', act: 'read', where: 'ws-client' } } },
    { id: 'first-poll', at: { event: { kind: 'message', act: 'read', where: 'keep-client' } } },
  ],
};
