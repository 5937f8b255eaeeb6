import { MILLISECOND, type Ns } from '../../kernel/time.ts';
import type { AckSample, CongestionSetup, CongestionSignal, MakeCongestion, Thought } from './congestion.ts';
import { cubeRoot } from './cube-root.ts';
import { Fraction, LossBased, type Common } from './loss-based.ts';

/** RFC 9438 §5: C = 0.4 segments a second cubed. Here its inverse, in milliseconds cubed a segment. */
const INVERSE_C = 2_500_000_000;
/** §4.6: beta_cubic. Fractions of integers, as all that follow. */
const BETA = { times: 7, of: 10 } as const;
/** §4.3: 3 (1 - beta) / (1 + beta), with which a sawtooth between beta and 1 sends as much on average as Reno's between 1/2 and 1. */
const ALPHA = { times: 9, of: 17 } as const;
/** §4.7: (1 + beta) / 2. */
const CONVERGE = { times: 17, of: 20 } as const;
/** No stage is followed for longer: the window doubles long before, and the cube stays exact below 2^53. */
const LONGEST_MS = 200_000;

/**
 * RFC 9438. The window is a cubic function of the time since the last congestion: steep far from where it was lost, flat near it.
 * §4.1 has windows in segments; here, as in Linux, they grow by whole ones, so that a part of one is not taken for a newcomer (§4.7).
 */
export class Cubic extends LossBased {
  readonly name = 'cubic';
  /** W_max, the window at the last congestion; 0 where there was none, or a timeout since (§4.8, §4.10). */
  #wMax = 0;
  #cwndPrior = 0;
  /** W_est: where Reno would be. */
  #wEst = 0;
  #kMs = 0;
  /** t_epoch: when this stage of congestion avoidance began; null before its first acknowledgment. */
  #epochAt: Ns | null = null;
  #lastAckAt: Ns = -Infinity;
  /** 0 until a round trip has been measured. */
  #srttNs: Ns = 0;
  #target = 0;
  /** Bytes towards the next whole segment by which cwnd grows. */
  #grown = 0;
  readonly #growth = new Fraction();
  readonly #estimate = new Fraction();

  constructor(setup: CongestionSetup) {
    // §4.10: HyStart++ is the slow start that CUBIC should use
    super({ hystart: true, ...setup });
  }

  protected override observe(sample: AckSample, now: Ns): void {
    const { rttNs } = sample;
    if (rttNs !== null)
      this.#srttNs = this.#srttNs === 0 ? rttNs : Math.floor((7 * this.#srttNs + rttNs) / 8);
    // §4.2: t does not count the time in which the program, not the window, set the pace
    if (this.#epochAt !== null && !sample.cwndLimited) this.#epochAt += now - this.#lastAckAt;
    this.#lastAckAt = now;
  }

  protected avoid(bytes: number, _sample: AckSample, now: Ns): void {
    if (this.#epochAt === null) this.#begin(now);
    const elapsedMs = Math.floor((now - this.#epochAt!) / MILLISECOND);
    const rttMs = Math.floor(this.#srttNs / MILLISECOND);
    const { cwndBytes, mssBytes } = this;
    // §4.3: W_est grows by alpha segments for each window acknowledged; by one, once it is where Reno was before the loss
    const alpha = this.#wEst < this.#cwndPrior ? ALPHA : { times: 1, of: 1 };
    this.#wEst += this.#estimate.take(alpha.times * mssBytes * bytes, alpha.of * cwndBytes);
    if (this.#cubic(elapsedMs) < this.#wEst) {
      this.rule = 'congestion.cubic-friendly';
      this.#target = this.#wEst;
      this.cwndBytes += Math.max(0, this.#whole(this.#wEst - cwndBytes));
      return;
    }
    // §4.2: where the window ought to be a round trip from now, at most half as much again
    const later = this.#cubic(elapsedMs + rttMs);
    this.#target = Math.max(cwndBytes, Math.min(later, Math.floor((3 * cwndBytes) / 2)));
    this.rule = cwndBytes < this.#wMax ? 'congestion.cubic-concave' : 'congestion.cubic-convex';
    // §4.4, §4.5: (target - cwnd) / cwnd for each segment acknowledged
    this.#grown += this.#growth.take((this.#target - cwndBytes) * bytes, cwndBytes);
    const whole = this.#whole(this.#grown);
    this.#grown -= whole;
    this.cwndBytes += whole;
  }

  /** So many bytes in whole segments. */
  #whole(bytes: number): number {
    return bytes - (bytes % this.mssBytes);
  }

  /** §4.2: K = cbrt((W_max - cwnd_epoch) / C), the time to come back to W_max; 0 where there is none above (§4.8, §4.10). */
  #begin(now: Ns): void {
    const { cwndBytes, mssBytes } = this;
    this.#epochAt = now;
    this.#wEst = cwndBytes;
    this.#grown = 0;
    this.#growth.clear();
    this.#estimate.clear();
    if (this.#cwndPrior === 0) this.#cwndPrior = cwndBytes;
    if (this.#wMax <= cwndBytes) this.#wMax = cwndBytes;
    const cube = Math.floor(((this.#wMax - cwndBytes) * INVERSE_C) / mssBytes);
    this.#kMs = cubeRoot(Math.min(cube, LONGEST_MS * LONGEST_MS * LONGEST_MS));
  }

  /** W_cubic(t) = C (t - K)^3 + W_max, §4.2 figure 1, a part of a segment away from W_max left out. Bytes. */
  #cubic(elapsedMs: number): number {
    const ms = Math.max(-LONGEST_MS, Math.min(LONGEST_MS, elapsedMs - this.#kMs));
    return this.#wMax + Math.trunc((ms * ms * ms) / INVERSE_C) * this.mssBytes;
  }

  protected threshold(_signal: CongestionSignal | 'timeout', inFlightBytes: number): number {
    const { cwndBytes } = this;
    // §4.7: a window that did not come back to where it was has met a newcomer, and leaves it some more room
    const shrinking = cwndBytes < this.#wMax;
    this.#cwndPrior = cwndBytes;
    this.#wMax = shrinking ? Math.floor((cwndBytes * CONVERGE.times) / CONVERGE.of) : cwndBytes;
    this.#epochAt = null;
    // §4.6: beta times what was in flight
    return Math.floor((inFlightBytes * BETA.times) / BETA.of);
  }

  override onCongestion(signal: CongestionSignal, inFlightBytes: number, now: Ns): void {
    super.onCongestion(signal, inFlightBytes, now);
    this.rule = signal === 'ecn' ? 'congestion.cubic-ecn' : 'congestion.cubic-loss';
  }

  /** §4.8: beta times what was in flight; the stage after starts from K = 0, with what the window then is for W_max. */
  override onTimeout(inFlightBytes: number, first: boolean, now: Ns): void {
    super.onTimeout(inFlightBytes, first, now);
    if (first) this.rule = 'congestion.cubic-timeout';
    this.#epochAt = null;
    this.#wMax = 0;
  }

  override onIdle(now: Ns): void {
    super.onIdle(now);
    this.#epochAt = null;
  }

  protected override numbers(common: Common): Thought['with'] {
    const sinceMs = this.#epochAt === null ? 0 : Math.floor((this.#lastAckAt - this.#epochAt) / MILLISECOND);
    // Told with every acknowledgment, so spelled out: what is spread grows field by field
    const { cwnd, ssthresh, segments, flight } = common;
    // prettier-ignore
    return {
      cwnd, ssthresh, segments, flight,
      wMax: this.#wMax, wEst: this.#wEst, target: this.#target, kMs: this.#kMs, sinceMs,
    };
  }
}

export const cubic: MakeCongestion = (setup) => new Cubic(setup);
