import type { Scenario } from '#player/model.ts';

/** Opening, a text, a Ping, a Close: all that an ordinary WebSocket does. */
export const echo: Scenario = {
  id: 'echo',
  parameters: {
    frames: [
      '818537fa213d7f9f4d5158',
      '898e5c1e90ab3d6cf58b2571e58b2876f5d93921',
      '888608d4f1770b3c951866b1',
    ].join('\n'),
  },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'app', act: 'open', where: 'client' } },
  breakpoints: [
    { id: 'asked', at: { event: { kind: 'app', act: 'write', where: 'client' } } },
    { id: 'passed', at: { event: { kind: 'app', protocol: 'http', act: 'write', where: 'proxy' } } },
    { id: 'opened', at: { event: { kind: 'app', act: 'open', where: 'client' } } },
    { id: 'message', at: { event: { kind: 'app', act: 'deliver', where: 'client' } } },
    { id: 'closed', at: { event: { kind: 'app', act: 'close', where: 'client' } } },
  ],
};
