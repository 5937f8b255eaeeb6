/*
 * Ids that texts and quiz items name:
 *   scenarios   three-clients, same-number, specific, restart, reuse-port, connected-udp, exhausted, four-numbers
 *   parameters  delayMs, clients, ports, listeners, reuseAddress
 *   tasks       third-syn (listener, connection, nobody), same-client (first, last, listener), udp-nobody and tcp-nobody (icmp, rst, nothing),
 *               second-address (for-all, for-one, both), bind-again (works, eaddrinuse, waits), stranger (connected, unconnected, icmp),
 *               who-hears (connected, unconnected, both, none), fifth (eaddrnotavail, eaddrinuse, econnrefused, emfile),
 *               elsewhere (works, eaddrnotavail), how-many (number)
 *   questions   connections {clients} {ports}, first-to-fail {ports}, socket-count {clients} {connections}
 *   left out    LEFT_OUT of #engine/sockets/leaves-out.ts, as left-out.<id>
 */
import { MILLISECOND } from '#engine/kernel/time.ts';
import type { NetEvent } from '#engine/net/events.ts';
import type { SandboxModel } from '#player/model.ts';
import { captureOf, eventTable } from '../packet-table.ts';
import { parameters } from './parameters.ts';
import { questions } from './questions.ts';
import { runSetup } from './run.ts';
import { scenarios } from './scenarios/all.ts';
import { tasks } from './tasks.ts';

/** Whose is this packet: one host's sockets, and the numbers that choose among them. */
export const portDemux: SandboxModel<NetEvent> = {
  id: 'port-demux',
  version: 1,
  parameters,
  scenarios,
  tasks,
  questions,
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
  // A copy has no name of its own among the originals: what is done to it would be done to nothing
  targetOf({ name }) {
    return typeof name === 'string' && !name.endsWith('/copy') ? name : undefined;
  },
  run: runSetup,
  table: eventTable,
  capture: captureOf,
};
