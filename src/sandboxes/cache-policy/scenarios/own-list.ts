import type { Scenario } from '#player/model.ts';
import { OWN } from '../parameters.ts';

/** Fourteen requests, to be replaced by the reader's own. The seed is not read. */
export const ownList: Scenario = {
  id: 'own-list',
  parameters: { policy: 'lru', lanes: 'lru,s3-fifo,opt', workload: OWN, capacity: 3, requests: 120 },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'evict', where: 'lru' } },
  breakpoints: [{ id: 'full', at: { event: { kind: 'evict', where: 'lru' } } }],
};
