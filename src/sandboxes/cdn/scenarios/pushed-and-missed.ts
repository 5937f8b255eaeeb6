import type { Scenario } from '#player/model.ts';

/** Everything is pushed, and two requests miss: the line to Frankfurt was cut when its copies came, and no edge has room for A beside B and C. The seed is not read. */
export const pushedAndMissed: Scenario = {
  id: 'pushed-and-missed',
  parameters: {
    pattern: 'list',
    mode: 'push',
    ttl: 3600,
    objects: 3,
    capacity: 2,
    edges: '12',
    siblings: true,
  },
  seed: 1,
  interventions: [
    { act: 'do', target: 'link-frankfurt', what: 'cut', atNs: 0 },
    { act: 'do', target: 'link-frankfurt', what: 'mend', atNs: 1_000_000_000 },
  ],
  opening: { event: { kind: 'miss', where: 'edge-frankfurt' } },
  breakpoints: [
    { id: 'evicted', at: { event: { kind: 'evict' } } },
    { id: 'push-lost', at: { event: { kind: 'lost', where: 'edge-frankfurt' } } },
    { id: 'sibling-has-it', at: { event: { kind: 'hit', where: 'edge-london', key: 'C' } } },
    { id: 'sibling-has-nothing', at: { event: { kind: 'nothing', where: 'edge-london' } } },
  ],
};
