import type { Scenario } from '#player/model.ts';

/** The same page, and a server that does not look at Origin: it opens, with the cookies of whoever is logged in. */
export const uncheckedOrigin: Scenario = {
  id: 'unchecked-origin',
  parameters: { page: 'other', checksOrigin: false, frames: ['818537fa213d7f9f4d5158'].join('\n') },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'app', act: 'open', where: 'client' } },
  breakpoints: [
    { id: 'asked', at: { event: { kind: 'app', act: 'write', where: 'client' } } },
    { id: 'opened', at: { event: { kind: 'app', act: 'open', where: 'client' } } },
    { id: 'message', at: { event: { kind: 'app', act: 'deliver', where: 'client' } } },
  ],
};
