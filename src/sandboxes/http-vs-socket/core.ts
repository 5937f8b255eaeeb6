import { MILLISECOND } from '#engine/kernel/time.ts';
import type { NetEvent } from '#engine/net/events.ts';
import type { ModelCore } from '#player/model.ts';
import { targetOf } from '../target.ts';
import { parameters } from './parameters.ts';
import { runSetup } from './run.ts';
import { scenarios } from './scenarios/all.ts';

/** One job done by HTTP in four ways, by WebSocket, and by a plain socket, side by side. */
export const core: ModelCore<NetEvent> = {
  id: 'http-vs-socket',
  version: 1,
  parameters,
  scenarios,
  steps: [
    { kind: 'message' },
    { kind: 'update', reason: 'ways.ask' },
    { kind: 'update', reason: 'ways.answer' },
    { kind: 'update', reason: 'ways.nothing' },
    { kind: 'update', reason: 'ways.hold' },
    { kind: 'update', reason: 'ways.push' },
    { kind: 'send', len: { min: 1 } },
    { kind: 'send', flags: 'SYN' },
    { kind: 'send', flags: 'FIN,ACK' },
    { kind: 'lost' },
    { kind: 'tamper' },
    { kind: 'deliver', what: 'timeout' },
    { kind: 'deliver', what: 'reset' },
    { kind: 'change' },
  ],
  acts: ['drop', 'delay', 'duplicate', 'corrupt'],
  places: [
    { target: 'networks', acts: ['down', 'up'] },
    { target: 'servers', acts: ['kill'] },
    { target: 'users', acts: ['kill'] },
  ],
  delayNs: 300 * MILLISECOND,
  targetOf,
  run: (setup) => runSetup(setup, scenarios),
};
