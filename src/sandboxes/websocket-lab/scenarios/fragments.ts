import type { Scenario } from '#player/model.ts';

/** One text in three frames, with a Ping between the second and the third. */
export const fragments: Scenario = {
  id: 'fragments',
  parameters: {
    frames: ['018437fa213ddb6fa9d6', '00825c1e90abd98b', '898108d4f17737', '8081e21b3c96c3'].join('\n'),
  },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'app', act: 'deliver', where: 'client' } },
  breakpoints: [
    { id: 'opened', at: { event: { kind: 'app', act: 'open', where: 'client' } } },
    { id: 'first-part', at: { event: { kind: 'app', act: 'read', where: 'server', protocol: 'websocket' } } },
    { id: 'message', at: { event: { kind: 'app', act: 'deliver', where: 'client' } } },
  ],
};
