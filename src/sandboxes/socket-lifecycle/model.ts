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
import type { NetEvent } from '#engine/net/events.ts';
import type { SandboxModel } from '#player/model.ts';
import { captureOf } from '../capture.ts';
import { eventTable } from '../packet-table.ts';
import { core } from './core.ts';
import { questions } from './questions.ts';
import { tasks } from './tasks.ts';

/** Two programs and their kernels, call by call. */
export const socketLifecycle: SandboxModel<NetEvent> = {
  ...core,
  tasks,
  questions,
  table: eventTable,
  capture: captureOf,
};
