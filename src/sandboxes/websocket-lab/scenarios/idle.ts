import type { Scenario } from '#player/model.ts';

/** Nobody says anything for a minute. */
export const idle: Scenario = {
  id: 'idle',
  parameters: { frames: ['818537fa213d7f9f4d5158'].join('\n'), watchS: 70 },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'app', act: 'close', where: 'proxy' } },
  breakpoints: [
    { id: 'opened', at: { event: { kind: 'app', act: 'open', where: 'client' } } },
    { id: 'message', at: { event: { kind: 'app', act: 'deliver', where: 'client' } } },
    { id: 'idle-closed', at: { event: { kind: 'app', act: 'close', where: 'proxy' } } },
    { id: 'closed', at: { event: { kind: 'app', act: 'close', where: 'client' } } },
  ],
};
