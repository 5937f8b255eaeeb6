import type { Scenario } from '#player/model.ts';

/** An edge of four servers gets a fifth after 40 seconds: on a ring and by the remainder. Seed 4: every object has been asked for before that. */
export const oneServerMore: Scenario = {
  id: 'one-server-more',
  parameters: {
    pattern: 'steady',
    beside: 'remainder',
    requests: 240,
    perSecond: 4,
    objects: 26,
    skew: '0',
    ttl: 3600,
    capacity: 26,
    servers: 4,
    edges: '1',
  },
  seed: 4,
  interventions: [{ act: 'set', target: 'servers', value: 5, atNs: 40_000_000_000 }],
  opening: { event: { kind: 'servers' } },
  breakpoints: [
    { id: 'server-added', at: { event: { kind: 'servers' } } },
    { id: 'missed-after', at: { event: { kind: 'miss', where: 'b/edge-seoul' }, nth: 27 } },
  ],
};
