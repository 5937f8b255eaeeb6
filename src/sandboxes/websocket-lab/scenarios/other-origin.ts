import type { Scenario } from '#player/model.ts';

/** A page of somebody else’s opens a socket to this server, which has a list of origins. */
export const otherOrigin: Scenario = {
  id: 'other-origin',
  parameters: { page: 'other', frames: ['818537fa213d7f9f4d5158'].join('\n') },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'app', act: 'refuse' } },
  breakpoints: [
    { id: 'asked', at: { event: { kind: 'app', act: 'write', where: 'client' } } },
    { id: 'refused', at: { event: { kind: 'app', act: 'refuse' } } },
    { id: 'failed', at: { event: { kind: 'app', act: 'fail', where: 'client' } } },
  ],
};
