import { SECOND } from '#engine/kernel/time.ts';
import type { NetEvent } from '#engine/net/events.ts';
import type { ModelCore } from '#player/model.ts';
import { targetOf } from '../target.ts';
import { parameters } from './parameters.ts';
import { runSetup } from './run.ts';
import { scenarios } from './scenarios/all.ts';

/** One connection from its SYN to the end of TIME-WAIT, with any packet of it at the reader's mercy. */
export const core: ModelCore<NetEvent> = {
  id: 'tcp-connection',
  version: 1,
  parameters,
  scenarios,
  steps: [
    { kind: 'call', accepted: true },
    { kind: 'send' },
    { kind: 'lost' },
    { kind: 'tamper' },
    { kind: 'discard' },
    { kind: 'state' },
    { kind: 'timer', action: 'expire' },
    { kind: 'deliver', what: 'data' },
    { kind: 'deliver', what: 'reset' },
    { kind: 'deliver', what: 'refused' },
    { kind: 'deliver', what: 'timeout' },
  ],
  acts: ['drop', 'delay', 'duplicate', 'corrupt'],
  delayNs: SECOND,
  targetOf,
  run: (setup) => runSetup(setup, scenarios),
};
