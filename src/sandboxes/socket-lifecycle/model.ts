/*
 * Ids that texts and quiz items name:
 *   scenarios   echo, refused, no-accept, backlog, port-taken, vanished, unread, broken-pipe
 *   parameters  language (c, java, python, node), delayMs, bytes, backlog, clients, keepalive
 *   tasks       who-returns-first (connect, accept, same-time), where-are-they (send-buffer, receive-buffer, program),
 *               nobody-there (waits, econnrefused, etimedout), without-accept (waits, returns, econnrefused), fits-in-the-queue (number),
 *               which-call-fails (socket, bind, listen, accept, none), who-finds-out (client, server, both, nobody),
 *               closed-unread (end, econnreset, waits), first-write (returns, epipe, econnreset)
 *   questions   accept-queue {backlog} {clients}, descriptor {nth}, segments {bytes}, refusal {delay} in ms
 *   left out    LEFT_OUT of #engine/sockets/leaves-out.ts, as left-out.<id>
 */
import { SECOND } from '#engine/kernel/time.ts';
import type { NetEvent } from '#engine/net/events.ts';
import type { SandboxModel } from '#player/model.ts';
import { captureOf, eventTable } from '../packet-table.ts';
import { parameters } from './parameters.ts';
import { questions } from './questions.ts';
import { runSetup } from './run.ts';
import { scenarios } from './scenarios/all.ts';
import { tasks } from './tasks.ts';

/** Two programs and their kernels, call by call. */
export const socketLifecycle: SandboxModel<NetEvent> = {
  id: 'socket-lifecycle',
  version: 1,
  parameters,
  scenarios,
  tasks,
  questions,
  steps: [
    { kind: 'syscall' },
    { kind: 'send' },
    { kind: 'arrive' },
    { kind: 'discard' },
    { kind: 'lost' },
    { kind: 'tamper' },
    { kind: 'change' },
    { kind: 'timer', action: 'expire' },
  ],
  acts: ['drop', 'delay', 'duplicate', 'corrupt'],
  delayNs: SECOND,
  // A copy has no name of its own among the originals: what is done to it would be done to nothing
  targetOf({ name }) {
    return typeof name === 'string' && !name.endsWith('/copy') ? name : undefined;
  },
  run: (setup) => runSetup(setup, scenarios),
  table: eventTable,
  capture: captureOf,
};
