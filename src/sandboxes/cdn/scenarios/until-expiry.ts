import type { Scenario } from '#player/model.ts';

/** The second rule: hits for 20 seconds, then one question to the origin, which says 304 and begins the 20 seconds again. The seed is not read. */
export const untilExpiry: Scenario = {
  id: 'until-expiry',
  parameters: { pattern: 'list', ttl: 20, objects: 1, edges: '3' },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'hit' } },
  breakpoints: [
    { id: 'first-hit', at: { event: { kind: 'hit' } } },
    { id: 'expired', at: { event: { kind: 'expired' } } },
    { id: 'confirmed', at: { event: { reason: 'cdn.confirmed' } } },
  ],
};
