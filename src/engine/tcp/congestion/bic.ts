import type { Ns } from '../../kernel/time.ts';
import type { AckSample, CongestionSetup, CongestionSignal, MakeCongestion, Thought } from './congestion.ts';
import { Fraction, LossBased, type Common } from './loss-based.ts';

/** The preset parameters. Sizes in segments, fractions of integers. */
export interface BicRules {
  /** Below it BIC is Reno. */
  readonly lowWindow: number;
  /** Most and least that the window grows in one round trip. */
  readonly sMax: number;
  readonly sMin: { readonly times: number; readonly of: number };
  /** The search goes 1/`part` of the way to the last maximum in one round trip. */
  readonly part: number;
  /** What is left of the window after a loss. */
  readonly beta: { readonly times: number; readonly of: number };
}

export const BIC_RULES = {
  /** Linux, tcp_bic.c: BICTCP_B, max_increment, smooth_part, beta, low_window. ns-3 has them too. */
  linux: { lowWindow: 14, sMax: 16, sMin: { times: 1, of: 5 }, part: 4, beta: { times: 819, of: 1024 } },
  /** Of the paper's experiments: a search by halves, and an eighth less after a loss. */
  paper: { lowWindow: 14, sMax: 32, sMin: { times: 1, of: 100 }, part: 2, beta: { times: 7, of: 8 } },
} as const satisfies Record<string, BicRules>;

/**
 * Xu, Harfoush and Rhee, "Binary Increase Congestion Control (BIC) for Fast Long-Distance Networks" (INFOCOM 2004). It searches for the window
 * that the path takes between where a loss was (`max`) and where none was: additive far from it, by parts near it, and beyond it faster and faster.
 * A timeout counts as in RFC 5681 §3.1.
 */
export class Bic extends LossBased {
  readonly name = 'bic';
  readonly #rules: BicRules;
  /** Window at the last loss; 0 where there was none. */
  #maxBytes = 0;
  readonly #growth = new Fraction();
  /** Growth of this round trip in hundredths of a segment. */
  #step = 0;

  constructor(setup: CongestionSetup, rules: BicRules = BIC_RULES.linux) {
    super(setup);
    this.#rules = rules;
  }

  protected avoid(bytes: number, _sample: AckSample, _now: Ns): void {
    const stepBytes = this.#stepBytes();
    this.#step = Math.floor((stepBytes * 100) / this.mssBytes);
    this.cwndBytes += this.#growth.take(stepBytes * bytes, this.cwndBytes);
  }

  /** By how much the window grows in a whole round trip. */
  #stepBytes(): number {
    const { lowWindow, sMax, sMin, part } = this.#rules;
    const { mssBytes, cwndBytes } = this;
    if (cwndBytes < lowWindow * mssBytes) {
      this.rule = 'congestion.bic-low';
      return mssBytes;
    }
    const least = Math.floor((sMin.times * mssBytes) / sMin.of);
    const most = sMax * mssBytes;
    if (cwndBytes < this.#maxBytes) {
      const way = Math.floor((this.#maxBytes - cwndBytes) / part);
      // Additive increase as long as the middle is too far away; then binary search
      this.rule = way > most ? 'congestion.bic-additive' : 'congestion.bic-search';
      // Linux: less than a segment of the way left counts as having arrived
      return way <= mssBytes && part > 2 ? Math.max(least, 1) : Math.max(least, Math.min(most, way));
    }
    // Max probing: the search mirrored, slow next to the old maximum, then faster up to Smax
    this.rule = 'congestion.bic-probe';
    const beyond = cwndBytes - this.#maxBytes;
    if (beyond < part * mssBytes) return Math.max(least, 1);
    return Math.min(most, Math.max(least, Math.floor(beyond / (part - 1))));
  }

  protected threshold(_signal: CongestionSignal | 'timeout', inFlightBytes: number): number {
    const { lowWindow, beta } = this.#rules;
    const { mssBytes, cwndBytes } = this;
    this.#growth.clear();
    // Fast convergence: a window that did not come back to its maximum gives way, and aims at the middle
    const left = Math.floor((cwndBytes * beta.times) / beta.of);
    this.#maxBytes = cwndBytes < this.#maxBytes ? Math.floor((cwndBytes + left) / 2) : cwndBytes;
    if (cwndBytes <= lowWindow * mssBytes) return Math.floor(inFlightBytes / 2);
    return Math.floor((inFlightBytes * beta.times) / beta.of);
  }

  override onCongestion(signal: CongestionSignal, inFlightBytes: number, now: Ns): void {
    super.onCongestion(signal, inFlightBytes, now);
    if (signal === 'loss') this.rule = 'congestion.bic-loss';
  }

  /** Linux, bictcp_reset: after a timeout the path may be another one, and the maximum is forgotten. */
  override onTimeout(inFlightBytes: number, first: boolean, now: Ns): void {
    super.onTimeout(inFlightBytes, first, now);
    this.#maxBytes = 0;
  }

  protected override numbers(common: Common): Thought['with'] {
    return { ...common, max: this.#maxBytes, step: this.#step / 100 };
  }
}

export const bic: MakeCongestion = (setup) => new Bic(setup);
