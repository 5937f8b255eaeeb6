import type { Scenario } from '#player/model.ts';
import { laneIds } from '../lanes.ts';

/** Every policy on one list of requests, OPT as the bound. The seed is that of 'zipf'. */
export const allPolicies: Scenario = {
  id: 'all-policies',
  parameters: {
    policy: 'all',
    lanes: laneIds.join(','),
    workload: 'zipf',
    skew: '1',
    capacity: 5,
    objects: 20,
    requests: 80,
  },
  seed: 6,
  interventions: [],
  opening: { event: { kind: 'served', request: 40 } },
  breakpoints: [{ id: 'differ', at: { event: { kind: 'served', reason: 'served.some' } } }],
};
