/*
 * Ids that texts and quiz items name:
 *   scenarios   syn-open, syn-closed, udp-open, udp-closed, ping, bad-checksum, bad-length, ttl-one, fragments, too-big, forged, arp-request, by-hand
 *   parameters  packet, second (bytes), kernel, arp (switches), mtu
 *   tasks       answer-syn-closed, answer-udp-closed, answer-bad-checksum, answer-ttl-one (syn-ack, rst, icmp-error, echo-reply, data, nothing),
 *               who-checks (router, server, nobody), who-hears (you, other, nobody), pieces (number)
 *   questions   header-checksum {words} '0x1c46', header-length {byte}, total-length {bytes}, fragment-count {bytes} {mtu},
 *               second-offset {bytes} {mtu}, time-to-live {ttl}, reply-flags {flags} {port} {state} 'RST,ACK', reset-number {seq} {bytes}
 *   breakpoints at-router, at-server, discarded, comes-back, own-reset, own-refusal, at-other, others-reset, reassembled, second-sent, established
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

/** One packet, or two, made byte by byte and sent into a host: what the stack makes of it, and why. */
export const packetLab: SandboxModel<NetEvent> = {
  id: 'packet-lab',
  version: 1,
  parameters,
  scenarios,
  tasks,
  questions,
  steps: [
    { kind: 'send' },
    // a kernel may have nothing to say to what it hears
    { kind: 'arrive', where: 'you' },
    { kind: 'arrive', where: 'server' },
    { kind: 'arrive', where: 'other' },
    { kind: 'lost' },
    { kind: 'tamper' },
    { kind: 'match' },
    { kind: 'discard' },
    { kind: 'unsent' },
    { kind: 'state' },
    { kind: 'timer', action: 'expire' },
    { kind: 'deliver', what: 'data' },
    { kind: 'deliver', what: 'reset' },
  ],
  acts: ['drop', 'delay', 'duplicate', 'corrupt'],
  delayNs: SECOND,
  // A copy has no name of its own among the originals: what is done to it would be done to nothing
  targetOf({ name }) {
    return typeof name === 'string' && !name.endsWith('/copy') ? name : undefined;
  },
  run: (setup) => runSetup(setup, scenarios),
  table,
  capture,
};
