/*
 * Ids that texts and quiz items name:
 *   scenarios   echo, no-upgrade, no-connection, http10, no-key, other-origin, unchecked-origin, fragments, unmasked, bad-utf8, long-ping,
 *               idle, pings, server-closes, stomp-topic, stomp-queue, stomp-error, stomp-transaction, sockjs-blocked, sockjs-buffered, events-buffered
 *   parameters  doing, httpVersion, setUpgrade, setConnection, readTimeoutS, buffering, page, checksOrigin, leaveOut, pingS, frames, stomp, friend, delayMs, watchS
 *   tasks       status-without-upgrade, status-other-origin, status-unchecked (101, 400, 403, 502, none), messages-of-fragments (number), code-of-unmasked (number),
 *               code-when-idle (number), who-gets-it-again (client, friend, nobody), which-transport (websocket, xhr-streaming, xhr-polling),
 *               when-events (one-by-one, all-at-once, never)
 *   questions   header-bytes {bytes} {side} 'client', length-field {bytes}, second-byte {bytes} {side} '0x85', masked-byte {plain} {key} '0x41',
 *               close-code {frame} '81 05 48 …', until-open {delay} in ms
 */
import type { NetEvent } from '#engine/net/events.ts';
import type { SandboxModel } from '#player/model.ts';
import { captureOf } from '../capture.ts';
import { eventTable } from '../packet-table.ts';
import { core } from './core.ts';
import './doings/every.ts';
import { questions } from './questions.ts';
import { tasks } from './tasks.ts';

/** WebSocket through a reverse proxy, frame by frame; STOMP and a broker above it; SockJS and event streams where it does not get through. */
export const websocketLab: SandboxModel<NetEvent> = {
  ...core,
  tasks,
  questions,
  table: eventTable,
  capture: captureOf,
};
