import type { CacheEvent } from '#engine/cache/events.ts';
import { nameOf } from '#engine/cache/requests.ts';
import { MILLISECOND } from '#engine/kernel/time.ts';
import type { ModelCore } from '#player/model.ts';
import { parameters } from './parameters.ts';
import { runSetup } from './run.ts';
import { scenarios } from './scenarios/all.ts';

/** Eviction policies side by side on the same requests. */
export const core: ModelCore<CacheEvent> = {
  id: 'cache-policy',
  version: 1,
  parameters,
  scenarios,
  steps: [{ shown: true }, { kind: 'dropped' }],
  acts: ['drop', 'delay', 'duplicate'],
  delayNs: 3 * MILLISECOND,
  targetOf: (event) => (event.kind === 'dropped' ? undefined : nameOf(event.request)),
  run: (setup) => runSetup(setup, scenarios),
};
