import type { Ns } from '../../kernel/time.ts';
import type { AckSample, MakeCongestion, Thought } from './congestion.ts';
import { Halving } from './halving.ts';
import type { Common } from './loss-based.ts';
import { productBytes, rateBps } from './rate.ts';
import { Rounds } from './rounds.ts';

/** Low-pass filter of Grieco and Mascolo 2004: b = 0.9 b + 0.1 sample. */
const KEEP = { times: 9, of: 10 } as const;

/**
 * Westwood+: Mascolo et al., "TCP Westwood: Bandwidth Estimation for Enhanced Transport over Wireless Links" (MobiCom 2001), with the estimate of
 * Grieco and Mascolo, "Performance evaluation and comparison of Westwood+, New Reno, and Vegas" (ACM CCR 34(2), 2004): one sample a round trip.
 * Grows as RFC 5681 §3.1 says; after a loss it sets ssthresh to what the path was seen to carry, not to half of what it sent.
 */
export class Westwood extends Halving {
  readonly name = 'westwood';
  readonly #rounds = new Rounds();
  #rttMinNs: Ns | null = null;
  /** BWE; null before the first round trip is over. */
  #bweBps: number | null = null;
  #sinceNs: Ns | null = null;
  #sinceBytes = 0;

  protected override observe(sample: AckSample, now: Ns): void {
    if (sample.rttNs !== null) this.#rttMinNs = Math.min(this.#rttMinNs ?? sample.rttNs, sample.rttNs);
    if (!this.#rounds.over(sample)) return;
    const { totalDeliveredBytes } = sample;
    if (this.#sinceNs !== null && now > this.#sinceNs) {
      // b_k = d_k / D_k: what was acknowledged during the last round trip, by how long it was
      const carried = totalDeliveredBytes - this.#sinceBytes;
      this.#filter(rateBps(Math.max(0, carried), now - this.#sinceNs));
    }
    this.#sinceNs = now;
    this.#sinceBytes = totalDeliveredBytes;
  }

  #filter(sample: number): void {
    const before = this.#bweBps;
    const { times, of } = KEEP;
    this.#bweBps = before === null ? sample : Math.floor((before * times + sample * (of - times)) / of);
  }

  /** ssthresh = BWE x RTTmin, after three duplicates as after a timeout; Reno's half while there is no estimate. */
  protected override threshold(signal: 'loss' | 'ecn' | 'timeout', inFlightBytes: number): number {
    const half = super.threshold(signal, inFlightBytes);
    if (this.#bweBps === null || this.#rttMinNs === null) return half;
    return productBytes(this.#bweBps, this.#rttMinNs);
  }

  override onCongestion(signal: 'loss' | 'ecn', inFlightBytes: number, now: Ns): void {
    super.onCongestion(signal, inFlightBytes, now);
    if (signal === 'loss' && this.#bweBps !== null) this.rule = 'congestion.westwood-loss';
  }

  override onTimeout(inFlightBytes: number, first: boolean, now: Ns): void {
    super.onTimeout(inFlightBytes, first, now);
    if (first && this.#bweBps !== null) this.rule = 'congestion.westwood-timeout';
  }

  protected override numbers(common: Common): Thought['with'] {
    return {
      ...common,
      bweKbps: this.#bweBps === null ? null : Math.floor(this.#bweBps / 1000),
      rttMinUs: this.#rttMinNs === null ? null : Math.floor(this.#rttMinNs / 1000),
    };
  }
}

export const westwood: MakeCongestion = (setup) => new Westwood(setup);
