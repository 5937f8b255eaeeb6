import type { Scenario } from '#player/model.ts';

/** The client says bye, and the server closes with 1001. */
export const serverCloses: Scenario = {
  id: 'server-closes',
  parameters: { frames: ['818337fa213d558344'].join('\n') },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'app', act: 'close', where: 'client' } },
  breakpoints: [
    { id: 'opened', at: { event: { kind: 'app', act: 'open', where: 'client' } } },
    { id: 'closed', at: { event: { kind: 'app', act: 'close', where: 'client' } } },
  ],
};
