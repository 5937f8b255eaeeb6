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
import { SECOND } from '#engine/kernel/time.ts';
import type { NetEvent } from '#engine/net/events.ts';
import type { SandboxModel } from '#player/model.ts';
import { parameters } from './parameters.ts';
import { questions } from './questions.ts';
import { runSetup } from './run.ts';
import { scenarios } from './scenarios/all.ts';
import { capture, table } from './table.ts';
import { tasks } from './tasks.ts';

/** A sender, a network that loses nothing, and a program that reads more slowly than data comes. */
export const tcpFlow: SandboxModel<NetEvent> = {
  id: 'tcp-flow',
  version: 1,
  parameters,
  scenarios,
  tasks,
  questions,
  steps: [
    { kind: 'call', accepted: true },
    { kind: 'send' },
    { kind: 'lost' },
    { kind: 'tamper' },
    { kind: 'discard' },
    { kind: 'timer', timer: 'persist', action: 'start' },
    { kind: 'timer', action: 'expire' },
    { kind: 'deliver', what: 'data' },
    { kind: 'deliver', what: 'timeout' },
    { kind: 'update', reason: 'tcp.reader-pace' },
  ],
  acts: ['drop', 'delay', 'duplicate', 'corrupt'],
  delayNs: SECOND / 2,
  targetOf({ name }) {
    return typeof name === 'string' && !name.endsWith('/copy') ? name : undefined;
  },
  run: (setup) => runSetup(setup, scenarios),
  table,
  capture,
};
