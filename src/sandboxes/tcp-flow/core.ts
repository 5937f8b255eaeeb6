import { SECOND } from '#engine/kernel/time.ts';
import type { NetEvent } from '#engine/net/events.ts';
import type { ModelCore } from '#player/model.ts';
import { targetOf } from '../target.ts';
import { parameters } from './parameters.ts';
import { runSetup } from './run.ts';
import { scenarios } from './scenarios/all.ts';

/** A sender, a network that loses nothing, and a program that reads more slowly than data comes. */
export const core: ModelCore<NetEvent> = {
  id: 'tcp-flow',
  version: 1,
  parameters,
  scenarios,
  steps: [
    { kind: 'call', accepted: true },
    { kind: 'send' },
    { kind: 'lost' },
    { kind: 'tamper' },
    { kind: 'discard' },
    { kind: 'timer', timer: 'persist', action: 'start' },
    { kind: 'timer', action: 'expire' },
    { kind: 'deliver', what: 'data' },
    { kind: 'deliver', what: 'timeout' },
    { kind: 'update', reason: 'tcp.reader-pace' },
  ],
  acts: ['drop', 'delay', 'duplicate', 'corrupt'],
  delayNs: SECOND / 2,
  targetOf,
  run: (setup) => runSetup(setup, scenarios),
};
