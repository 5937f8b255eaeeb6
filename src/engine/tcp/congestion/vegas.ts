import type { Ns } from '../../kernel/time.ts';
import type { AckSample, MakeCongestion, Thought } from './congestion.ts';
import { Halving } from './halving.ts';
import type { Common } from './loss-based.ts';
import { Rounds } from './rounds.ts';

/** Segments of its own that Vegas wants in the queue: ALPHA at least, BETA at most; more than GAMMA ends slow start. Linux's values. */
const ALPHA = 2;
const BETA = 4;
const GAMMA = 1;
/** Linux, tcp_vegas.c: fewer samples may all be delayed acknowledgments; the next round is then Reno's. */
const LEAST_SAMPLES = 3;

/**
 * Brakmo and Peterson, "TCP Vegas: End to End Congestion Avoidance on a Global Internet" (IEEE JSAC 13(8), 1995). Once a round trip it
 * compares the throughput expected of an empty path, cwnd / BaseRTT, with the actual one, cwnd / RTT; the difference times BaseRTT is what
 * it has in the queue itself. A loss or a timeout counts as in RFC 5681 §3.1; the paper's own retransmission rule is the sender's affair, and left out.
 */
export class Vegas extends Halving {
  readonly name = 'vegas';
  /** The least of all: the path with its queue empty. */
  #baseRttNs: Ns | null = null;
  /** The least of this round so far: what the queue adds for sure, without what delayed acknowledgments add. */
  #leastNs: Ns | null = null;
  #samples = 0;
  readonly #rounds = new Rounds();
  /** Of the last round; null where there were too few samples. */
  #rttNs: Ns | null = null;
  /** A round is over, and nothing has been done about it yet. */
  #due = false;
  #growing = true;
  #queuedBytes = 0;

  protected override observe(sample: AckSample): void {
    const { rttNs } = sample;
    if (rttNs !== null) {
      this.#baseRttNs = Math.min(this.#baseRttNs ?? rttNs, rttNs);
      this.#leastNs = Math.min(this.#leastNs ?? rttNs, rttNs);
      this.#samples += 1;
    }
    if (!this.#rounds.over(sample)) return;
    this.#rttNs = this.#samples < LEAST_SAMPLES ? null : this.#leastNs;
    this.#leastNs = null;
    this.#samples = 0;
    this.#due = true;
  }

  /** (Expected - Actual) x BaseRTT = cwnd (RTT - BaseRTT) / RTT. Bytes. */
  #measure(rttNs: Ns): number {
    this.#due = false;
    this.#queuedBytes = Math.floor((this.cwndBytes * (rttNs - (this.#baseRttNs ?? rttNs))) / rttNs);
    return this.#queuedBytes;
  }

  /** "Modified slow start": doubles in every other round, so that the one between can be measured; ends when a queue begins to build. */
  protected override slowStart(bytes: number, sample: AckSample, now: Ns): number {
    const { mssBytes, cwndBytes } = this;
    if (this.#due && this.#rttNs !== null) {
      if (this.#measure(this.#rttNs) > GAMMA * mssBytes) {
        // As Linux: back to what the path holds without a queue, and one segment
        this.#settle(Math.min(cwndBytes, cwndBytes - this.#queuedBytes + mssBytes));
        this.rule = 'congestion.vegas-leave';
        return 0;
      }
      this.#growing = !this.#growing;
    }
    if (this.#growing) return super.slowStart(bytes, sample, now);
    this.rule = 'congestion.vegas-pause';
    return 0;
  }

  /** "Congestion avoidance": a segment more, a segment fewer, or neither, once a round trip. */
  protected override avoid(bytes: number, sample: AckSample): void {
    if (this.#rttNs === null) return super.avoid(bytes, sample);
    if (!this.#due) return;
    const queued = this.#measure(this.#rttNs);
    if (queued < ALPHA * this.mssBytes) {
      this.rule = 'congestion.vegas-more';
      this.cwndBytes += this.mssBytes;
    } else if (queued > BETA * this.mssBytes) {
      this.rule = 'congestion.vegas-less';
      this.#settle(this.cwndBytes - this.mssBytes);
    } else this.rule = 'congestion.vegas-hold';
  }

  /** A smaller window, which is not to slow-start back: ssthresh comes down with it. */
  #settle(cwndBytes: number): void {
    const least = 2 * this.mssBytes;
    this.cwndBytes = Math.min(this.cwndBytes, Math.max(least, cwndBytes));
    this.ssthreshBytes = Math.min(this.ssthreshBytes, Math.max(least, this.cwndBytes - this.mssBytes));
  }

  protected override numbers(common: Common): Thought['with'] {
    const tenths = Math.floor((this.#queuedBytes * 10) / this.mssBytes);
    return {
      ...common,
      queued: tenths / 10,
      baseUs: this.#baseRttNs === null ? null : Math.floor(this.#baseRttNs / 1000),
      rttUs: this.#rttNs === null ? null : Math.floor(this.#rttNs / 1000),
    };
  }
}

export const vegas: MakeCongestion = (setup) => new Vegas(setup);
