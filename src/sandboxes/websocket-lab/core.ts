import { SECOND } from '#engine/kernel/time.ts';
import type { NetEvent } from '#engine/net/events.ts';
import type { ModelCore } from '#player/model.ts';
import { targetOf } from '../target.ts';
import { parameters } from './parameters.ts';
import { needs, runSetup } from './run.ts';
import { scenarios } from './scenarios/all.ts';

/** WebSocket through a reverse proxy, frame by frame; STOMP and a broker above it; SockJS and event streams where it does not get through. */
export const core: ModelCore<NetEvent> = {
  id: 'websocket-lab',
  version: 1,
  parameters,
  scenarios,
  steps: [
    { kind: 'app' },
    { kind: 'lost' },
    { kind: 'tamper' },
    { kind: 'change' },
    { kind: 'state', to: 'ESTABLISHED' },
    { kind: 'state', to: 'CLOSED' },
    { kind: 'timer', timer: 'retransmission', action: 'expire' },
  ],
  acts: ['drop', 'delay', 'duplicate', 'corrupt'],
  places: [
    { target: 'front', acts: ['down', 'up'] },
    { target: 'back', acts: ['down', 'up'] },
    { target: 'server', acts: ['kill'] },
  ],
  delayNs: SECOND,
  targetOf,
  needs,
  run: (setup) => runSetup(setup, scenarios),
};
