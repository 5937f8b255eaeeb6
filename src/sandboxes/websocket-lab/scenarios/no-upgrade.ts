import type { Scenario } from '#player/model.ts';

/** One of the three lines is missing: the proxy drops Upgrade, a field for one connection alone. */
export const noUpgrade: Scenario = {
  id: 'no-upgrade',
  parameters: { setUpgrade: false, frames: ['818537fa213d7f9f4d5158'].join('\n') },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'app', act: 'refuse' } },
  breakpoints: [
    { id: 'passed', at: { event: { kind: 'app', protocol: 'http', act: 'write', where: 'proxy' } } },
    { id: 'refused', at: { event: { kind: 'app', act: 'refuse' } } },
    { id: 'failed', at: { event: { kind: 'app', act: 'fail', where: 'client' } } },
  ],
};
