import type { Scenario } from '#player/model.ts';

/** The fifth rule: the origin changes A after 10 seconds. One edge has its copy until the TTL is over; the purge at 22 seconds ends it everywhere. The seed is not read. */
export const newCopy: Scenario = {
  id: 'new-copy',
  parameters: { pattern: 'list', ttl: 30, objects: 1, edges: '6', changeAt: 10 },
  seed: 1,
  interventions: [{ act: 'do', target: 'object-A', what: 'purge', atNs: 22_000_000_000 }],
  opening: { event: { kind: 'served', reason: 'cdn.served-outdated' } },
  breakpoints: [
    { id: 'changed', at: { event: { kind: 'change' } } },
    { id: 'outdated', at: { event: { kind: 'served', reason: 'cdn.served-outdated' } } },
    { id: 'purged', at: { event: { kind: 'purged', reason: 'cdn.purged' } } },
    { id: 'new-edition', at: { event: { kind: 'served', version: 2 } } },
  ],
};
