/**
 * What the published rules say one flow does on a path, in real numbers and segments, in steps of 1/16 of a round trip: nothing of the engine is in here.
 *
 * The window W fills path and queue: rate x RTT in flight, one frame being sent, the buffer. Where a queue stands, a round trip takes
 * as long as the frames of the window take at the bottleneck: RTT(w) = max(RTT, w x frame). A whole segment above W is lost; that is heard
 * of a round trip later, and repaired in another, while the window stands still.
 */
import { serialisationNs, type Ns } from '#engine/kernel/time.ts';
import type { CongestionName } from '#engine/tcp/congestion/registry.ts';
import { FRAME, type PathSetup } from './path.ts';

/** Segments, seconds; `use` is a share of the link's rate. */
export interface Prediction {
  readonly peak: number;
  readonly trough: number;
  readonly period: number;
  readonly use: number;
  /** Where the rule stands. */
  readonly source: string;
}

/** How a window grows: by how much in a whole round trip, `t` seconds after the last loss; `part` of one is being stepped. */
type Grow = (w: number, t: number, rtt: number, part: number) => number;
const STEPS = 16;
interface Cycle {
  readonly start: number;
  readonly grow: Grow;
}

const seconds = (ns: Ns): number => ns / 1e9;

/** From loss to loss, for as many cycles as it takes to settle; the mean of the last two (some controls alternate). */
function sawtooth(path: PathSetup, next: (w: number) => Cycle): Omit<Prediction, 'source'> {
  const frame = seconds(serialisationNs(FRAME, path.rateBps));
  const pipe = seconds(path.rttNs) / frame + 1;
  const full = pipe + path.bufferFrames;
  const rtt = (w: number) => frame * Math.max(pipe, Math.min(w, full));
  const cycles: { peak: number; trough: number; period: number; sent: number }[] = [];
  let w = full;
  for (let n = 0; n < 12; n += 1) {
    const { start, grow } = next(w);
    let t = 0;
    let sent = 0;
    const step = () => {
      const round = rtt(w);
      sent += Math.min(w, round / frame) / STEPS;
      w += grow(w, t, round, 1 / STEPS) / STEPS;
      t += round / STEPS;
    };
    for (w = start; Math.floor(w) <= full;) step();
    // Heard of after one round trip, in which the window still grows; repaired in another, in which it does not
    for (let late = 0; late < STEPS; late += 1) step();
    const repaired = rtt(full);
    cycles.push({ peak: w, trough: start, period: t + repaired, sent: sent + full });
  }
  const mean = (of: (one: (typeof cycles)[number]) => number) =>
    (of(cycles.at(-1)!) + of(cycles.at(-2)!)) / 2;
  const period = mean((one) => one.period);
  return {
    peak: mean((one) => one.peak),
    trough: mean((one) => one.trough),
    period,
    use: Math.min(1, (mean((one) => one.sent) * frame) / period),
  };
}

/** RFC 5681 §3.1: one segment a round trip, half after a loss. */
const reno = (path: PathSetup): Prediction => ({
  ...sawtooth(path, (w) => ({ start: Math.floor(w) / 2, grow: () => 1 })),
  source: 'RFC 5681 §3.1',
});

/** Grieco and Mascolo 2004: the same growth, and after a loss what the path holds without a queue: BWE x RTTmin. */
const westwood = (path: PathSetup): Prediction => {
  const frame = seconds(serialisationNs(FRAME, path.rateBps));
  const pipe = seconds(path.rttNs) / frame + 1;
  return {
    ...sawtooth(path, () => ({ start: pipe, grow: () => 1 })),
    source: 'Grieco, Mascolo 2004',
  };
};

/** Xu, Harfoush, Rhee 2004 with Linux's parameters: 0.8 after a loss; a quarter of the way to the last maximum, 1/5 next to it, faster beyond. */
const bic = (path: PathSetup): Prediction => {
  let max = 0;
  const grow: Grow = (w) => {
    const way = (max - w) / 4;
    const beyond = w - max;
    if (way > 0) return way <= 1 ? 0.2 : Math.min(16, way);
    return beyond < 4 ? 0.2 : Math.min(16, beyond / 3);
  };
  return {
    ...sawtooth(path, (w) => {
      max = w < max ? w * 0.9 : w;
      return { start: Math.floor(w) * 0.8, grow };
    }),
    source: 'Xu, Harfoush, Rhee 2004',
  };
};

/** RFC 9438 §4: 0.7 after a loss; the larger of 0.4 (t - K)^3 + Wmax and of Reno's estimate. */
const cubic = (path: PathSetup): Prediction => {
  let wMax = 0;
  return {
    ...sawtooth(path, (w) => {
      wMax = w < wMax ? w * 0.85 : w;
      const prior = w;
      const start = Math.floor(w) * 0.7;
      const k = Math.cbrt((wMax - start) / 0.4);
      let estimate = start;
      const at = (t: number) => 0.4 * (t - k) ** 3 + wMax;
      return {
        start,
        grow: (x, t, rtt, part) => {
          estimate += (estimate < prior ? 9 / 17 : 1) * part;
          if (at(t) < estimate) return Math.max(0, (estimate - x) / part);
          return Math.max(0, Math.min(x / 2, at(t + rtt) - x));
        },
      };
    }),
    source: 'RFC 9438 §4',
  };
};

export const sawtooths: Partial<Record<CongestionName, (path: PathSetup) => Prediction>> = {
  reno,
  newreno: (path) => ({ ...reno(path), source: 'RFC 5681 §3.1, RFC 6582 §3.2' }),
  westwood,
  bic,
  cubic,
};

/** Segments in flight that keep the path busy without a queue. */
export const pipeOf = (path: PathSetup): number =>
  seconds(path.rttNs) / seconds(serialisationNs(FRAME, path.rateBps)) + 1;
