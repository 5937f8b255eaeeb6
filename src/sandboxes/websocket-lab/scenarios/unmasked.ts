import type { Scenario } from '#player/model.ts';

/** The second frame is not masked. */
export const unmasked: Scenario = {
  id: 'unmasked',
  parameters: {
    frames: ['818537fa213d7f9f4d5158', '810548656c6c6f', '898e5c1e90ab3d6cf58b2571e58b2876f5d93921'].join(
      '\n',
    ),
  },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'app', act: 'fail', where: 'server' } },
  breakpoints: [
    { id: 'opened', at: { event: { kind: 'app', act: 'open', where: 'client' } } },
    { id: 'failed', at: { event: { kind: 'app', act: 'fail', where: 'server' } } },
    { id: 'closed', at: { event: { kind: 'app', act: 'close', where: 'client' } } },
  ],
};
