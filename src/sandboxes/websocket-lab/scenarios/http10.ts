import type { Scenario } from '#player/model.ts';

/** The proxy speaks HTTP/1.0 to the server behind: what nginx did by default up to 1.29.6. */
export const http10: Scenario = {
  id: 'http10',
  parameters: { httpVersion: '1.0', frames: ['818537fa213d7f9f4d5158'].join('\n') },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'app', act: 'refuse' } },
  breakpoints: [
    { id: 'passed', at: { event: { kind: 'app', protocol: 'http', act: 'write', where: 'proxy' } } },
    { id: 'refused', at: { event: { kind: 'app', act: 'refuse' } } },
    { id: 'failed', at: { event: { kind: 'app', act: 'fail', where: 'client' } } },
  ],
};
