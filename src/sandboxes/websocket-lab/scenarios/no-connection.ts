import type { Scenario } from '#player/model.ts';

/** Upgrade is passed on, but Connection says close. */
export const noConnection: Scenario = {
  id: 'no-connection',
  parameters: { setConnection: false, frames: ['818537fa213d7f9f4d5158'].join('\n') },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'app', act: 'refuse' } },
  breakpoints: [
    { id: 'passed', at: { event: { kind: 'app', protocol: 'http', act: 'write', where: 'proxy' } } },
    { id: 'refused', at: { event: { kind: 'app', act: 'refuse' } } },
    { id: 'failed', at: { event: { kind: 'app', act: 'fail', where: 'client' } } },
  ],
};
