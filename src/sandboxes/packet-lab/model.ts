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
import type { NetEvent } from '#engine/net/events.ts';
import type { SandboxModel } from '#player/model.ts';
import { captureOf } from '../capture.ts';
import { core } from './core.ts';
import { questions } from './questions.ts';
import { table } from './table.ts';
import { tasks } from './tasks.ts';

/** One packet, or two, made byte by byte and sent into a host: what the stack makes of it, and why. */
export const packetLab: SandboxModel<NetEvent> = {
  ...core,
  tasks,
  questions,
  table,
  capture: captureOf,
};
