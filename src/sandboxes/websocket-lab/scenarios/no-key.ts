import type { Scenario } from '#player/model.ts';

/** The client leaves out Sec-WebSocket-Key. */
export const noKey: Scenario = {
  id: 'no-key',
  parameters: { leaveOut: 'sec-websocket-key', frames: ['818537fa213d7f9f4d5158'].join('\n') },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'app', act: 'refuse' } },
  breakpoints: [
    { id: 'passed', at: { event: { kind: 'app', protocol: 'http', act: 'write', where: 'proxy' } } },
    { id: 'refused', at: { event: { kind: 'app', act: 'refuse' } } },
    { id: 'failed', at: { event: { kind: 'app', act: 'fail', where: 'client' } } },
  ],
};
