import type { ContestEvent } from '#engine/contest/events.ts';
import type { Run } from '#engine/kernel/trace.ts';
import type { PredictTask } from '#player/model.ts';
import { productFrames, SEGMENT_BYTES } from './parameters.ts';
import { overshoot } from './scenarios/overshoot.ts';

const signals = (run: Run<ContestEvent>) => run.events.filter(({ kind }) => kind === 'signal');

/** What arrived of a flow in all, bytes. */
const arrived = (run: Run<ContestEvent>, where: string): number =>
  Number(
    run.events.findLast((event) => event.where === where && event.kind === 'sample')?.set?.['bytes'] ?? 0,
  );

/** The id that belongs to the flow with most, or 'even' where the least has nine tenths of it. */
function mostOf(run: Run<ContestEvent>, ids: Readonly<Record<string, string>>): string {
  const got = Object.entries(ids)
    .map(([where, id]) => ({ id, bytes: arrived(run, where) }))
    .sort((a, b) => b.bytes - a.bytes);
  return got.at(-1)!.bytes >= 0.9 * got[0]!.bytes ? 'even' : got[0]!.id;
}

const DECIDED = { event: { kind: 'sample', step: true }, nth: 4 } as const;

export const tasks: readonly PredictTask<ContestEvent>[] = [
  {
    // Window in segments right after the third loss
    id: 'after-loss',
    scenario: 'lone',
    before: { event: { kind: 'signal', what: 'loss' }, nth: 3 },
    kind: 'number',
    answer: (run) => Math.floor(Number(signals(run)[2]!.set!['cwnd']) / SEGMENT_BYTES),
  },
  {
    id: 'first-overshoot',
    scenario: 'overshoot',
    before: { event: { kind: 'signal', what: 'loss' } },
    kind: 'choice',
    options: ['full', 'half-more', 'twice'],
    answer(run) {
      // What the path holds, the product and half as much again of buffer, against what was in flight
      const { rateKbps, rttMs, bufferPercent } = overshoot.parameters as Record<string, number>;
      const holds = productFrames(rateKbps!, rttMs!) * (1 + bufferPercent! / 100);
      const times = Number(signals(run)[0]!.set!['flight']) / SEGMENT_BYTES / holds;
      return times < 1.25 ? 'full' : times < 1.75 ? 'half-more' : 'twice';
    },
  },
  {
    id: 'who-wins-shallow',
    scenario: 'bbr-shallow',
    before: DECIDED,
    kind: 'choice',
    options: ['bbr', 'cubic', 'even'],
    answer: (run) => mostOf(run, { 'flow-1': 'bbr', 'flow-2': 'cubic' }),
  },
  {
    id: 'who-wins-deep',
    scenario: 'bbr-deep',
    before: DECIDED,
    kind: 'choice',
    options: ['bbr', 'cubic', 'even'],
    answer: (run) => mostOf(run, { 'flow-1': 'bbr', 'flow-2': 'cubic' }),
  },
  {
    id: 'vegas-or-reno',
    scenario: 'vegas-reno',
    before: { event: { kind: 'start', where: 'flow-2' } },
    kind: 'choice',
    options: ['vegas', 'reno', 'even'],
    answer: (run) => mostOf(run, { 'flow-1': 'vegas', 'flow-2': 'reno' }),
  },
  {
    id: 'shorter-or-longer',
    scenario: 'round-trips',
    before: DECIDED,
    kind: 'choice',
    options: ['shorter', 'longer', 'even'],
    answer: (run) => mostOf(run, { 'flow-1': 'shorter', 'flow-2': 'longer' }),
  },
  {
    id: 'loss-on-the-wire',
    scenario: 'random-loss',
    before: DECIDED,
    kind: 'choice',
    options: ['newreno', 'westwood', 'even'],
    answer: (run) => mostOf(run, { 'flow-1': 'newreno', 'flow-2': 'westwood' }),
  },
];
