import { SECOND } from '#engine/kernel/time.ts';
import type { NetEvent } from '#engine/net/events.ts';
import type { ModelCore } from '#player/model.ts';
import { targetOf } from '../target.ts';
import { parameters } from './parameters.ts';
import { runSetup } from './run.ts';
import { scenarios } from './scenarios/all.ts';

/** One packet, or two, made byte by byte and sent into a host: what the stack makes of it, and why. */
export const core: ModelCore<NetEvent> = {
  id: 'packet-lab',
  version: 1,
  parameters,
  scenarios,
  steps: [
    { kind: 'send' },
    // a kernel may have nothing to say to what it hears
    { kind: 'arrive', where: 'you' },
    { kind: 'arrive', where: 'server' },
    { kind: 'arrive', where: 'other' },
    { kind: 'lost' },
    { kind: 'tamper' },
    { kind: 'match' },
    { kind: 'discard' },
    { kind: 'unsent' },
    { kind: 'state' },
    { kind: 'timer', action: 'expire' },
    { kind: 'deliver', what: 'data' },
    { kind: 'deliver', what: 'reset' },
  ],
  acts: ['drop', 'delay', 'duplicate', 'corrupt'],
  delayNs: SECOND,
  targetOf,
  run: (setup) => runSetup(setup, scenarios),
};
