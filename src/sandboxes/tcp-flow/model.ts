/*
 * Ids that texts and quiz items name:
 *   scenarios   slow-reader, zero-window, update-lost, silly, silly-receiver-cure, silly-sender-cure, nagle-delayed-ack,
 *               fat-pipe-64k, fat-pipe-scaled, receiver-protected
 *   parameters  readKbps (live), readBytes, receiveBufferBytes, sendBufferBytes, totalBytes, writeBytes, writeEveryMs, delayMs, rateKbps,
 *               windowScale, nagle, delayedAckMs, receiverCure, senderCure
 *   tasks       sent-before-stop (number, bytes), second-probe (number, s), who-breaks-silence (probe, update-again, nobody),
 *               silly-size (number, bytes), second-write (number, ms), fat-pipe-rate (choice, Mbit/s), whose-speed (reader, link, writer)
 *   questions   usable-window {ack} {window} {next}, window-throughput {window} {rttMs} in kbit/s, window-left {buffer} {arrived},
 *               scaled-window {field} {shift}
 */
import type { NetEvent } from '#engine/net/events.ts';
import type { SandboxModel } from '#player/model.ts';
import { captureOf } from '../capture.ts';
import { core } from './core.ts';
import { questions } from './questions.ts';
import { table } from './table.ts';
import { tasks } from './tasks.ts';

/** A sender, a network that loses nothing, and a program that reads more slowly than data comes. */
export const tcpFlow: SandboxModel<NetEvent> = {
  ...core,
  tasks,
  questions,
  table,
  capture: captureOf,
};
