import type { Scenario } from '#player/model.ts';

/** A Ping of 126 bytes, one more than a control frame may have. */
export const longPing: Scenario = {
  id: 'long-ping',
  parameters: {
    frames: [
      '89fe007e37fa213d1dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd0',
    ].join('\n'),
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
