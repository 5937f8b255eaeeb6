import type { CdnEvent } from '#engine/cdn/events.ts';
import { SECOND } from '#engine/kernel/time.ts';
import { finished, type ModelCore } from '#player/model.ts';
import { deeds } from './deeds.ts';
import { parameters } from './parameters.ts';
import { heavy, start } from './run.ts';
import { scenarios } from './scenarios/all.ts';

/** A content delivery network on the map, or two of them under the same requests. */
export const core: ModelCore<CdnEvent> = {
  id: 'cdn',
  version: 1,
  parameters,
  scenarios,
  steps: [
    'ask',
    'dropped',
    'hit',
    'stale',
    'miss',
    'expired',
    'wait',
    'forward',
    'nothing',
    'origin',
    'store',
    'evict',
    'served',
    'failed',
    'timeout',
    'lost',
    'down',
    'up',
    'noticed',
    'purge',
    'purged',
    'change',
    'pushed',
    'servers',
    'sample',
  ].map((kind) => ({ kind })),
  acts: ['drop', 'delay', 'duplicate'],
  deeds,
  delayNs: 5 * SECOND,
  targetOf: (event) =>
    event.request === undefined || event.kind === 'dropped' ? undefined : `request/${event.request}`,
  heavy,
  start,
  run: (setup) => finished(start(setup)),
};
