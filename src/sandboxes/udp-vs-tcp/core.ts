import { MILLISECOND } from '#engine/kernel/time.ts';
import type { NetEvent } from '#engine/net/events.ts';
import type { ModelCore } from '#player/model.ts';
import { targetOf } from '../target.ts';
import { parameters } from './parameters.ts';
import { runSetup } from './run.ts';
import { scenarios } from './scenarios/all.ts';

/** The same messages over UDP and over TCP at once, under the same losses. */
export const core: ModelCore<NetEvent> = {
  id: 'udp-vs-tcp',
  version: 1,
  parameters,
  scenarios,
  steps: [
    { kind: 'send', len: { min: 1 } },
    { kind: 'lost' },
    { kind: 'tamper' },
    { kind: 'discard' },
    { kind: 'timer', timer: 'retransmission', action: 'expire' },
    { kind: 'message', act: 'read' },
    { kind: 'play', act: 'start' },
    { kind: 'play', act: 'glitch' },
    { kind: 'play', act: 'freeze' },
    { kind: 'play', act: 'resume' },
    { kind: 'play', act: 'end' },
    { kind: 'deliver', what: 'timeout' },
    { kind: 'change' },
  ],
  acts: ['drop', 'delay', 'duplicate', 'corrupt'],
  places: [
    { target: 'networks', acts: ['down', 'up'] },
    { target: 'receivers', acts: ['kill'] },
    { target: 'senders', acts: ['kill'] },
  ],
  delayNs: 100 * MILLISECOND,
  targetOf,
  run: (setup) => runSetup(setup, scenarios),
};
