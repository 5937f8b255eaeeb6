/*
 * Ids that texts and quiz items name:
 *   scenarios   clean, lost-syn, lost-syn-ack, lost-ack, old-duplicate-syn, simultaneous-open, refused, lost-data, fast-retransmit,
 *               several-lost, several-lost-no-sack, nagle-delayed-ack, wrap, half-close, lost-fin, lost-last-ack, simultaneous-close,
 *               aborted
 *   parameters  delayMs, rateKbps, lossPercent, requestBytes, responseBytes, requestWrites, closer (client, server, both),
 *               rto (rfc6298, linux), sack, nagle, delayedAckMs, numbers (relative, absolute)
 *   tasks       first-established (client, server, same-time), who-waits (client, server, both), second-syn-retry (number, seconds),
 *               who-sends-again (client, server, nobody), server-without-ack (listen, syn-received, established, closed),
 *               acks-sent-again (number), ack-of-request (number, relative), duplicates-before-resend (number),
 *               when-resent and when-resent-no-sack (together, one-a-round-trip, timeout), client-without-fin (established, fin-wait-1,
 *               fin-wait-2, time-wait), who-repeats (client, server, nobody), segments-to-open (number), who-waits-both (client, server,
 *               both), state-while-receiving (established, fin-wait-2, close-wait, time-wait), answer-to-syn (syn-ack, rst, nothing),
 *               server-after-reset (closed, close-wait, time-wait, established), answer-to-old (ack, rst, nothing),
 *               second-part-leaves (at-once, one-round-trip, delayed-ack), ack-after-wrap (number, absolute)
 *   questions   ack-number {isn} {seq} {bytes}, syn-retry-time {nth} in s, segment-count {bytes} {mss}, fin-ack {bytes} relative
 *   breakpoints third-duplicate, gap-filled, third-retry, waits-anew, server-closed, client-closed, syns-cross, closing, half-closed,
 *               reset-sent, too-late, given-up, old-syn, new-syn, listens-again, ack-waits, ack-sent, second-data, client-established, server-established, first-data, first-fin, time-wait, lost, first-retry, second-retry,
 *               client-retry, server-retry, timer, data-arrives, acknowledged
 *   left out    LEFT_OUT of #engine/tcp/leaves-out.ts, as left-out.<id>
 */
import type { NetEvent } from '#engine/net/events.ts';
import type { SandboxModel } from '#player/model.ts';
import { captureOf } from '../capture.ts';
import { core } from './core.ts';
import { questions } from './questions.ts';
import { table } from './table.ts';
import { tasks } from './tasks/all.ts';

/** One connection from its SYN to the end of TIME-WAIT, with any packet of it at the reader's mercy. */
export const tcpConnection: SandboxModel<NetEvent> = {
  ...core,
  tasks,
  questions,
  table,
  capture: captureOf,
};
