import { MILLISECOND } from '#engine/kernel/time.ts';
import type { NetEvent } from '#engine/net/events.ts';
import type { ModelCore } from '#player/model.ts';
import { targetOf } from '../target.ts';
import { parameters } from './parameters.ts';
import { runSetup } from './run.ts';
import { scenarios } from './scenarios/all.ts';

/** Whose is this packet: one host's sockets, and the numbers that choose among them. */
export const core: ModelCore<NetEvent> = {
  id: 'port-demux',
  version: 1,
  parameters,
  scenarios,
  steps: [
    { kind: 'arrive', where: 'server' },
    { kind: 'match', where: 'server' },
    { kind: 'syscall', call: 'bind' },
    { kind: 'syscall', call: 'listen' },
    { kind: 'syscall', call: 'connect' },
    { kind: 'syscall', call: 'accept', outcome: 'returns' },
    { kind: 'syscall', call: 'recvfrom', outcome: 'returns' },
    { kind: 'syscall', outcome: 'fails' },
    { kind: 'send', where: 'server', flags: 'RST,ACK' },
    { kind: 'send', protocol: 'icmp' },
    { kind: 'state', where: 'server', to: 'TIME-WAIT' },
    { kind: 'timer', timer: 'time-wait', action: 'expire' },
    { kind: 'lost' },
    { kind: 'tamper' },
  ],
  acts: ['drop', 'delay', 'duplicate', 'corrupt'],
  delayNs: 100 * MILLISECOND,
  targetOf,
  run: runSetup,
};
