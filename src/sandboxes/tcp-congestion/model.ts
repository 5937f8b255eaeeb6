/*
 * Ids that texts and quiz items name:
 *   scenarios   lone, overshoot, equal, reno-cubic, round-trips, vegas-reno, random-loss, random-loss-bbr, bbr-shallow, bbr-deep, codel, crowd
 *   parameters  first, firstFlows, second, secondFlows, third, thirdFlows, laterMs, extraMs, rateKbps, rttMs, bufferPercent,
 *               queue (drop-tail, red, codel), loss, delayedAck, seconds
 *   tasks       after-loss (segments), first-overshoot, who-wins-shallow, who-wins-deep, vegas-or-reno, shorter-or-longer, loss-on-the-wire
 *   questions   product {mbps} {rttMs} in frames, reno-trough {flight} in segments, cubic-trough {flight}, full-queue {frames} {mbps} in ms, jain {rates}
 *   breakpoints first-loss, tooth, tooth-again, half
 */
import type { ContestEvent } from '#engine/contest/events.ts';
import type { SandboxModel } from '#player/model.ts';
import { core } from './core.ts';
import { questions } from './questions.ts';
import { table } from './table.ts';
import { tasks } from './tasks.ts';

/** Flows that share a bottleneck, and what their congestion controls make of it. */
export const tcpCongestion: SandboxModel<ContestEvent> = {
  ...core,
  tasks,
  questions,
  table,
};
