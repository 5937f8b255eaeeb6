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
import type { NetEvent } from '#engine/net/events.ts';
import type { SandboxModel } from '#player/model.ts';
import { captureOf } from '../capture.ts';
import { eventTable } from '../packet-table.ts';
import { core } from './core.ts';
import { questions } from './questions.ts';
import { tasks } from './tasks.ts';

/** Whose is this packet: one host's sockets, and the numbers that choose among them. */
export const portDemux: SandboxModel<NetEvent> = {
  ...core,
  tasks,
  questions,
  table: eventTable,
  capture: captureOf,
};
