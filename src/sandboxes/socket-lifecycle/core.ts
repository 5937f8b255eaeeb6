import { SECOND } from '#engine/kernel/time.ts';
import type { NetEvent } from '#engine/net/events.ts';
import type { ModelCore } from '#player/model.ts';
import { targetOf } from '../target.ts';
import { parameters } from './parameters.ts';
import { runSetup } from './run.ts';
import { scenarios } from './scenarios/all.ts';

/** Two programs and their kernels, call by call. */
export const core: ModelCore<NetEvent> = {
  id: 'socket-lifecycle',
  version: 1,
  parameters,
  scenarios,
  steps: [
    { kind: 'syscall' },
    { kind: 'send' },
    { kind: 'arrive' },
    { kind: 'discard' },
    { kind: 'lost' },
    { kind: 'tamper' },
    { kind: 'change' },
    { kind: 'timer', action: 'expire' },
  ],
  acts: ['drop', 'delay', 'duplicate', 'corrupt'],
  delayNs: SECOND,
  targetOf,
  run: (setup) => runSetup(setup, scenarios),
};
