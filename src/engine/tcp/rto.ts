import { SECOND, type Ns } from '../kernel/time.ts';
import type { RtoRules } from './config.ts';

/** The retransmission timeout of one connection (RFC 6298), in whole nanoseconds. */
export class RtoEstimator {
  rtoNs: Ns;
  // NaN at first: a field that is always a number is written in place, with every acknowledgment
  #srttNs: Ns = NaN;
  #rttvarNs: Ns = NaN;
  readonly #rules: RtoRules;

  constructor(rules: RtoRules) {
    this.#rules = rules;
    // RFC 6298 (2.1): until a round trip has been measured, RTO is 1 second
    this.rtoNs = rules.initialNs;
  }

  /** SRTT and RTTVAR; null until a round trip has been measured. */
  get srttNs(): Ns | null {
    return Number.isNaN(this.#srttNs) ? null : this.#srttNs;
  }
  get rttvarNs(): Ns | null {
    return Number.isNaN(this.#rttvarNs) ? null : this.#rttvarNs;
  }

  /**
   * A round trip of a segment that was sent once (Karn: never of one that was retransmitted, RFC 6298 §3), or that a timestamp told.
   * `expected`: how many samples a round trip brings. RFC 7323 §4.2 and appendix G: with many, each counts for less, or the history would be short.
   */
  sample(rttNs: Ns, expected = 1): void {
    if (Number.isNaN(this.#srttNs)) {
      // (2.2): SRTT <- R, RTTVAR <- R/2
      this.#srttNs = rttNs;
      this.#rttvarNs = Math.floor(rttNs / 2);
    } else {
      // (2.3): RTTVAR first, with the old SRTT; beta = 1/4, alpha = 1/8, each for a whole round trip
      const alpha = 8 * expected;
      const beta = 4 * expected;
      this.#rttvarNs = Math.floor(((beta - 1) * this.#rttvarNs + Math.abs(this.#srttNs - rttNs)) / beta);
      this.#srttNs = Math.floor(((alpha - 1) * this.#srttNs + rttNs) / alpha);
    }
    // RTO <- SRTT + max(G, K*RTTVAR), K = 4; (2.4) at least, (2.5) at most
    const rto = this.#srttNs + Math.max(this.#rules.leastVariationNs, 4 * this.#rttvarNs);
    this.rtoNs = Math.min(this.#rules.maxNs, Math.max(this.#rules.minNs, rto));
  }

  /** (5.5): the timer has expired; it is twice as patient from here on, up to the maximum. */
  backOff(): void {
    this.rtoNs = Math.min(this.#rules.maxNs, this.rtoNs * 2);
  }

  /** (5.7): a SYN timed out with an RTO below 3 s, so data begins with 3 s. */
  afterSynTimeout(): void {
    if (this.#rules.initialNs < 3 * SECOND) this.rtoNs = 3 * SECOND;
  }
}
