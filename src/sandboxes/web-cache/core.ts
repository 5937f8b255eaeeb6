import { SECOND } from '#engine/kernel/time.ts';
import type { ChainEvent } from '#engine/webcache/events.ts';
import { browserOf, ORIGIN_DEEDS, USER_DEEDS } from '#engine/webcache/setup.ts';
import type { ModelCore } from '#player/model.ts';
import { parameters, USERS } from './parameters.ts';
import { runSetup } from './run.ts';
import { scenarios } from './scenarios/all.ts';

/** Browsers, a proxy, a gateway and an origin in a row, each cache deciding by RFC 9111. */
export const core: ModelCore<ChainEvent> = {
  id: 'web-cache',
  version: 1,
  parameters,
  scenarios,
  steps: [
    { kind: 'click' },
    { kind: 'decide' },
    { kind: 'learn' },
    { kind: 'origin' },
    { kind: 'lost' },
    { kind: 'tamper' },
    { kind: 'timeout' },
    { kind: 'shown' },
  ],
  acts: ['drop', 'delay'],
  deeds: [
    ...[...USERS.map(browserOf), 'everyone'].map((target) => ({ target, what: USER_DEEDS })),
    { target: 'gateway', what: ['purge'] },
    { target: 'origin', what: ORIGIN_DEEDS },
    { target: 'clock', what: ['wait'] },
  ],
  delayNs: SECOND,
  targetOf: ({ name }) => (typeof name === 'string' ? name : undefined),
  run: (setup) => runSetup(setup, scenarios),
};
