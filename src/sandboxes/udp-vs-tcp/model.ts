/*
 * Ids that texts and quiz items name:
 *   scenarios   one-lost, clean, call, file, reordered, doubled, outage, multicast
 *   parameters  messages, intervalMs, messageBytes, delayMs, lossPercent, jitterMs, twicePercent, bufferMs, receivers
 *   tasks       next-over-udp (number), released-at-once (number), lost-turn (udp-freezes, udp-skips, udp-asks-again),
 *               whole-file (udp, tcp, both, neither), read-in-all (number), sent-to-three (number)
 *   questions   udp-frame-bytes {bytes}, tcp-frame-bytes {bytes}, udp-behind-gap {lost} {next} {delay} {interval} in ms,
 *               tcp-held-back {lost} {delay} {interval} {count}, multicast-frames {receivers} {messages}, udp-glitches {first} {last} {lost}
 *   left out    left-out.player, left-out.weather in content/reasons/messages
 */
import type { NetEvent } from '#engine/net/events.ts';
import type { SandboxModel } from '#player/model.ts';
import { captureOf } from '../capture.ts';
import { eventTable } from '../packet-table.ts';
import { core } from './core.ts';
import { questions } from './questions.ts';
import { tasks } from './tasks.ts';

/** The same messages over UDP and over TCP at once, under the same losses. */
export const udpVsTcp: SandboxModel<NetEvent> = {
  ...core,
  tasks,
  questions,
  table: eventTable,
  capture: captureOf,
};
