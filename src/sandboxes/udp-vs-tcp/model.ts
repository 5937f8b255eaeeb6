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
import { MILLISECOND } from '#engine/kernel/time.ts';
import type { NetEvent } from '#engine/net/events.ts';
import type { SandboxModel } from '#player/model.ts';
import { captureOf, eventTable } from '../packet-table.ts';
import { parameters } from './parameters.ts';
import { questions } from './questions.ts';
import { runSetup } from './run.ts';
import { scenarios } from './scenarios/all.ts';
import { tasks } from './tasks.ts';

/** The same messages over UDP and over TCP at once, under the same losses. */
export const udpVsTcp: SandboxModel<NetEvent> = {
  id: 'udp-vs-tcp',
  version: 1,
  parameters,
  scenarios,
  tasks,
  questions,
  steps: [
    { kind: 'send', len: { min: 1 } },
    { kind: 'lost' },
    { kind: 'tamper' },
    { kind: 'discard' },
    { kind: 'timer', timer: 'retransmission', action: 'expire' },
    { kind: 'message', act: 'read' },
    { kind: 'play', act: 'start' },
    { kind: 'play', act: 'glitch' },
    { kind: 'play', act: 'freeze' },
    { kind: 'play', act: 'resume' },
    { kind: 'play', act: 'end' },
    { kind: 'deliver', what: 'timeout' },
    { kind: 'change' },
  ],
  acts: ['drop', 'delay', 'duplicate', 'corrupt'],
  places: [
    { target: 'networks', acts: ['down', 'up'] },
    { target: 'receivers', acts: ['kill'] },
    { target: 'senders', acts: ['kill'] },
  ],
  delayNs: 100 * MILLISECOND,
  // A copy has no name of its own among the originals: what is done to it would be done to nothing
  targetOf({ name }) {
    return typeof name === 'string' && !name.endsWith('/copy') ? name : undefined;
  },
  run: (setup) => runSetup(setup, scenarios),
  table: eventTable,
  capture: captureOf,
};
