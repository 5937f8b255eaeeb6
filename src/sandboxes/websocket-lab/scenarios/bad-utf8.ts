import type { Scenario } from '#player/model.ts';

/** A text message whose last byte begins a character that never comes. */
export const badUtf8: Scenario = {
  id: 'bad-utf8',
  parameters: { frames: ['818537fa213d7f9f4d51f4'].join('\n') },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'app', act: 'fail', where: 'server' } },
  breakpoints: [
    { id: 'opened', at: { event: { kind: 'app', act: 'open', where: 'client' } } },
    { id: 'failed', at: { event: { kind: 'app', act: 'fail', where: 'server' } } },
    { id: 'closed', at: { event: { kind: 'app', act: 'close', where: 'client' } } },
  ],
};
