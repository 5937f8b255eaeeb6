import type { Scenario } from '#player/model.ts';

/** The origin stops after 10 seconds and comes back after 40; copies are stale after 20. Beside it the same with must-revalidate. The seed is not read. */
export const originDown: Scenario = {
  id: 'origin-down',
  parameters: { pattern: 'list', beside: 'no-stale', ttl: 20, staleIfError: 600, objects: 3, edges: '6' },
  seed: 1,
  interventions: [
    { act: 'do', target: 'origin', what: 'stop', atNs: 10_000_000_000 },
    { act: 'do', target: 'origin', what: 'mend', atNs: 40_000_000_000 },
  ],
  opening: { event: { kind: 'stale' } },
  breakpoints: [
    { id: 'stopped', at: { event: { kind: 'down' } } },
    { id: 'stale-served', at: { event: { kind: 'stale' } } },
    { id: 'first-failure', at: { event: { kind: 'failed' } } },
    { id: 'mended', at: { event: { kind: 'up' } } },
  ],
};
