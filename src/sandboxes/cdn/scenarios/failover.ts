import type { Scenario } from '#player/model.ts';

/** The edge in Seoul fails after 20 seconds; by DNS its users remember it for up to 30 more, by anycast the network forgets it in one. Seed 2: somebody asks every second. */
export const failover: Scenario = {
  id: 'failover',
  parameters: {
    pattern: 'steady',
    beside: 'anycast',
    routing: 'dns',
    dnsTtl: 30,
    requests: 240,
    perSecond: 4,
    objects: 3,
    ttl: 3600,
    edges: '6',
  },
  seed: 2,
  interventions: [{ act: 'do', target: 'edge-seoul', what: 'stop', atNs: 20_000_000_000 }],
  opening: { event: { kind: 'noticed' } },
  breakpoints: [
    { id: 'stopped', at: { event: { kind: 'down' } } },
    { id: 'noticed', at: { event: { kind: 'noticed' } } },
    { id: 'first-failure', at: { event: { kind: 'failed' } } },
    { id: 'last-failure', at: { event: { kind: 'failed' }, nth: -1 } },
  ],
};
