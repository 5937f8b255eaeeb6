/*
 * Ids that texts and quiz items name:
 *   scenarios   ticks, chat, page, upload, quiet, rush, few-fields, lost
 *   parameters  job (ticks, chat, page, upload), users, messages, intervalMs, messageBytes, pollMs, fields (browser, few), files, fileBytes,
 *               delayMs, lossPercent
 *   tasks       fewest-bytes (close, keep, long, sse, ws, raw), connections-opened (number), empty-answers (number),
 *               held-requests (number), page-first (close, keep, ws, raw), upload-saved (nothing, some, half),
 *               who-repeats (tcp, websocket, nobody)
 *   questions   connections-for-page {files}, kept-page-ms {files} {delay} in ms one way, pushed-ms {delay}, held-by-users {users},
 *               copies-sent {users} {messages}, times-as-many {messages} {poll} {interval} in ms
 *   left out    left-out.tls, left-out.parallel, left-out.thinking, left-out.one-machine, left-out.memory in content/reasons/ways
 */
import type { NetEvent } from '#engine/net/events.ts';
import type { SandboxModel } from '#player/model.ts';
import { captureOf } from '../capture.ts';
import { eventTable } from '../packet-table.ts';
import { core } from './core.ts';
import { questions } from './questions.ts';
import { tasks } from './tasks.ts';

/** One job done by HTTP in four ways, by WebSocket, and by a plain socket, side by side. */
export const httpVsSocket: SandboxModel<NetEvent> = {
  ...core,
  tasks,
  questions,
  table: eventTable,
  capture: captureOf,
};
