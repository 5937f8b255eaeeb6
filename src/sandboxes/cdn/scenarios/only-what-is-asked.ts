import type { Scenario } from '#player/model.ts';

/** The third rule: an edge with room for three keeps A, which is asked for again and again, and B, asked for once, goes. The seed is not read. */
export const onlyWhatIsAsked: Scenario = {
  id: 'only-what-is-asked',
  parameters: { pattern: 'list', ttl: 3600, objects: 5, capacity: 3, edges: '1', origin: 'frankfurt' },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'evict' } },
  breakpoints: [
    { id: 'first-hit', at: { event: { kind: 'hit' } } },
    { id: 'evicted', at: { event: { kind: 'evict' } } },
    { id: 'back-again', at: { event: { kind: 'miss', key: 'B' }, nth: 2 } },
  ],
};
