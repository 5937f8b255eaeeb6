import type { Scenario } from '#player/model.ts';

/** Four hot keys and room for five; then twelve keys that nobody asks for twice. Seed 1: SIEVE keeps the hot set, CLOCK does not. */
export const scan: Scenario = {
  id: 'scan',
  parameters: { policy: 'lru', workload: 'scan', capacity: 5, objects: 16, requests: 40 },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'miss', where: 'lru', request: 18 } },
  breakpoints: [
    { id: 'scan-begins', at: { event: { where: 'lru', request: 14 } } },
    { id: 'scan-over', at: { event: { where: 'lru', request: 26 } } },
  ],
};
