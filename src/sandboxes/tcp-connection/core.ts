import { SECOND } from '#engine/kernel/time.ts';
import type { NetEvent } from '#engine/net/events.ts';
import type { ModelCore } from '#player/model.ts';
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
  // A copy has no name of its own among the originals: what is done to it would be done to nothing
  targetOf({ name }) {
    return typeof name === 'string' && !name.endsWith('/copy') ? name : undefined;
  },
  run: (setup) => runSetup(setup, scenarios),
};
