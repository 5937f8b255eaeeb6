import type { Scenario } from '#player/model.ts';

/** The server pings every 25 seconds. */
export const pings: Scenario = {
  id: 'pings',
  parameters: { frames: ['818537fa213d7f9f4d5158'].join('\n'), pingS: 25, watchS: 110 },
  seed: 1,
  interventions: [],
  opening: {
    event: {
      kind: 'app',
      protocol: 'websocket',
      act: 'write',
      where: 'server',
      text: 'PING FIN 6 B "alive?"',
    },
    nth: 2,
  },
  breakpoints: [
    { id: 'opened', at: { event: { kind: 'app', act: 'open', where: 'client' } } },
    {
      id: 'first-ping',
      at: {
        event: {
          kind: 'app',
          protocol: 'websocket',
          act: 'write',
          where: 'server',
          text: 'PING FIN 6 B "alive?"',
        },
      },
    },
    {
      id: 'fourth-ping',
      at: {
        event: {
          kind: 'app',
          protocol: 'websocket',
          act: 'write',
          where: 'server',
          text: 'PING FIN 6 B "alive?"',
        },
        nth: 4,
      },
    },
  ],
};
