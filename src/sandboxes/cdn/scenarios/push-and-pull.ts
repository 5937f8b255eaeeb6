import type { Scenario } from '#player/model.ts';

/** The same requests to two networks: one fetches what is asked for, the other has been given everything. A changes after 30 seconds. The seed is not read. */
export const pushAndPull: Scenario = {
  id: 'push-and-pull',
  parameters: { pattern: 'list', beside: 'push', ttl: 60, objects: 4, edges: '6', changeAt: 30 },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'served', where: 'b/users-seoul' } },
  breakpoints: [
    { id: 'pushed', at: { event: { kind: 'pushed' }, nth: -1 } },
    { id: 'first-hit', at: { event: { kind: 'hit' } } },
    { id: 'changed', at: { event: { kind: 'change' } } },
    { id: 'outdated', at: { event: { reason: 'cdn.served-outdated' } } },
  ],
};
