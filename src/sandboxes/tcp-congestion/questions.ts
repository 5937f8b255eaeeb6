import type { ContestEvent } from '#engine/contest/events.ts';
import { jainThousandths } from '#engine/contest/fairness.ts';
import { finished, type ComputedQuestion, type ParameterValue, type Setup } from '#player/model.ts';
import { FRAME_BYTES, parameters, productFrames, SEGMENT_BYTES } from './parameters.ts';
import { start } from './run.ts';

const defaults = Object.fromEntries(parameters.map((one) => [one.id, one.default]));

/** A run that is short enough to be made while a page is opened: some 3,000 packets. */
const setupOf = (given: Readonly<Record<string, ParameterValue>>): Setup => ({
  scenario: 'lone',
  parameters: { ...defaults, ...given },
  seed: 1,
  interventions: [],
});

const lossesOf = (setup: Setup): readonly ContestEvent[] =>
  finished(start(setup)).events.filter((event) => event.kind === 'signal' && event.what === 'loss');

/** Full frames of 1514 bytes that keep a path busy without a queue. Values: mbps, rttMs. */
const product: ComputedQuestion = {
  id: 'product',
  pose(draw) {
    const mbps = [2, 5, 10, 20, 50][draw(5)]!;
    const rttMs = [20, 40, 50, 80, 100, 200][draw(6)]!;
    return {
      values: { mbps, rttMs, frameBytes: FRAME_BYTES },
      answer: productFrames(mbps * 1000, rttMs),
      setup: setupOf({ rateKbps: mbps * 1000, rttMs, seconds: 3 }),
    };
  },
};

/** ssthresh after a loss, in whole segments, from what was in flight. Values: control, flight (segments). */
const trough = (id: string, control: 'reno' | 'cubic'): ComputedQuestion => ({
  id,
  pose(draw) {
    const rttMs = 20 + 4 * draw(10);
    const setup = setupOf({ first: control, rateKbps: 3000, rttMs, bufferPercent: 100, seconds: 12 });
    const last = lossesOf(setup).at(-1)!;
    return {
      values: { flight: Math.round(Number(last.set!['flight']) / SEGMENT_BYTES) },
      answer: Math.floor(Number(last.set!['ssthresh']) / SEGMENT_BYTES),
      setup,
    };
  },
});

/** How long a packet waits that comes to a full queue, in whole ms. Values: frames, mbps, frameBytes. */
const fullQueue: ComputedQuestion = {
  id: 'full-queue',
  pose(draw) {
    const mbps = [1, 2, 4, 10][draw(4)]!;
    const bufferPercent = [100, 200, 400][draw(3)]!;
    const frames = Math.round((productFrames(mbps * 1000, 100) * bufferPercent) / 100);
    return {
      values: { frames, mbps, frameBytes: FRAME_BYTES },
      answer: Math.round((frames * FRAME_BYTES * 8) / (mbps * 1000)),
      setup: setupOf({ rateKbps: mbps * 1000, rttMs: 100, bufferPercent, seconds: 5 }),
    };
  },
};

/** Jain's index of what two flows got, to two decimals. Values: a, b in kbit/s. */
const jain: ComputedQuestion = {
  id: 'jain',
  pose(draw) {
    const setup = setupOf({
      first: 'newreno',
      second: 'newreno',
      rateKbps: 2000,
      rttMs: 20,
      extraMs: 40 + 20 * draw(8),
      seconds: 12,
    });
    const { events } = finished(start(setup));
    const second = events.findLast((event) => event.kind === 'sample' && event.step)!;
    const [a, b] = second.set!['shares'] as readonly [number, number];
    return {
      values: { a, b },
      answer: Math.round(jainThousandths([a, b]) / 10) / 100,
      setup,
    };
  },
};

export const questions: readonly ComputedQuestion[] = [
  product,
  trough('reno-trough', 'reno'),
  trough('cubic-trough', 'cubic'),
  fullQueue,
  jain,
];
