import { MILLISECOND } from '#engine/kernel/time.ts';
import type { NetEvent } from '#engine/net/events.ts';
import { finished, type ModelCore } from '#player/model.ts';
import { targetOf } from '../target.ts';
import { parameters } from './parameters.ts';
import { heavy, needs, start } from './run.ts';
import { scenarios } from './scenarios/all.ts';

const STEPS = ['found', 'connect', 'connected', 'secured', 'asked', 'answered', 'begins', 'stands', 'goes-on', 'done', 'broken', 'loaded'] as const; // prettier-ignore

/** The waterfall of a page: six ways of speaking HTTP over one link. */
export const core: ModelCore<NetEvent> = {
  id: 'http-connections',
  version: 1,
  parameters,
  scenarios,
  steps: [
    ...STEPS.map((act) => ({ kind: 'load', act })),
    { kind: 'send', retransmission: true },
    { kind: 'lost' },
    { kind: 'tamper' },
    { kind: 'discard' },
    { kind: 'timer', timer: 'retransmission', action: 'expire' },
    { kind: 'change' },
  ],
  acts: ['drop', 'delay', 'duplicate', 'corrupt'],
  places: [{ target: 'path', acts: ['down', 'up'] }],
  delayNs: 100 * MILLISECOND,
  targetOf,
  needs,
  run: (setup) => finished(start(setup, scenarios)),
  heavy,
  start: (setup) => start(setup, scenarios),
};
