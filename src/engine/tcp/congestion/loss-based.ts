import type { Ns } from '../../kernel/time.ts';
import { deliveryRate } from '../delivery-rate.ts';
import type { AckSample, Congestion, CongestionSetup, CongestionSignal, Thought } from './congestion.ts';
import { HyStart } from './hystart.ts';
import { thoughts } from './thoughts.ts';

/** RFC 3465 §2.2: slow start counts at most two segments for one acknowledgment. */
const L = 2;

/** The numbers of every rule, in bytes and segments. */
export type Common = Record<'cwnd' | 'segments' | 'flight', number> & { ssthresh: number | null };

/**
 * What the controls that take a loss for congestion share: slow start, when the window may grow at all, and RFC 5681's timeout.
 * A control of its own adds how it avoids congestion (`avoid`) and how far it falls (`threshold`).
 */
export abstract class LossBased implements Congestion {
  abstract readonly name: string;
  readonly told = thoughts;
  readonly measured = deliveryRate;
  cwndBytes: number;
  // RFC 5681 §3.1: arbitrarily high, so that the network and not some limit of the host says how fast is too fast
  ssthreshBytes: number = Number.MAX_SAFE_INTEGER;
  readonly pacingRateBps: number | null = null;
  protected readonly mssBytes: number;
  protected rule = 'congestion.start';
  readonly #setup: CongestionSetup;
  /** In flight when the last congestion was found. */
  #flightBytes = 0;
  /** RFC 3465 §2.3: in the slow start after a timeout L is 1: one acknowledgment may cover what was never lost. */
  #afterTimeout = false;
  /** RFC 9406 §4.3: of the first slow start only. */
  #hystart: HyStart | undefined;

  constructor(setup: CongestionSetup) {
    this.#setup = setup;
    this.mssBytes = setup.mssBytes;
    this.cwndBytes = setup.initialWindowBytes;
    if (setup.hystart) this.#hystart = new HyStart(setup.mssBytes);
  }

  /** `bytes` were acknowledged beyond slow start. Grows the window, and says by which rule. */
  protected abstract avoid(bytes: number, sample: AckSample, now: Ns): void;
  /** ssthresh after a congestion that was found while so much was in flight. */
  protected abstract threshold(signal: CongestionSignal | 'timeout', inFlightBytes: number, now: Ns): number;
  /** The numbers of every rule, and those of its own behind them. */
  protected numbers(common: Common): Thought['with'] {
    return common;
  }
  /** Looks at every acknowledgment, also where the window may not grow. */
  protected observe?(sample: AckSample, now: Ns): void;

  onAck(sample: AckSample, now: Ns): void {
    this.observe?.(sample, now);
    if (sample.inRecovery) {
      // What brought it about stays the rule until something moves
      if (sample.cumulativeBytes > 0) this.rule = 'congestion.in-recovery';
      return;
    }
    // RFC 5681 §3.1: the window grows by acknowledgments of new data; what an earlier SACK had told is not new
    const bytes = Math.min(sample.deliveredBytes, sample.cumulativeBytes);
    if (bytes <= 0) return;
    // RFC 9293 §3.8.2 and RFC 7661 §1: a window that was not used proves nothing
    if (!sample.cwndLimited) return void (this.rule = 'congestion.not-limited');
    const counted = this.#setup.byteCounting ? bytes : Math.min(bytes, this.mssBytes);
    const left = this.cwndBytes < this.ssthreshBytes ? this.slowStart(counted, sample, now) : counted;
    if (left > 0) this.avoid(left, sample, now);
  }

  /** RFC 5681 §3.1 (2), RFC 3465 §2.2: what was acknowledged, at most L segments, up to ssthresh. Gives what is left of `bytes` there. */
  protected slowStart(bytes: number, sample: AckSample, _now: Ns): number {
    if (this.#hystart) return this.#hybridSlowStart(this.#hystart, bytes, sample);
    this.rule = 'congestion.slow-start';
    const limit = (this.#afterTimeout || !this.#setup.byteCounting ? 1 : L) * this.mssBytes;
    const grow = Math.min(bytes, limit, this.ssthreshBytes - this.cwndBytes);
    this.cwndBytes += grow;
    if (this.cwndBytes < this.ssthreshBytes) return 0;
    this.#afterTimeout = false;
    return Math.max(0, Math.min(bytes, limit) - grow);
  }

  /** RFC 9406 §4.2; once conservative slow start has lasted its rounds, the window as it is is ssthresh. */
  #hybridSlowStart(hystart: HyStart, bytes: number, sample: AckSample): number {
    hystart.onAck(sample);
    if (hystart.phase === 'over') {
      this.ssthreshBytes = this.cwndBytes;
      this.#hystart = undefined;
      return bytes;
    }
    this.rule = hystart.phase === 'conservative' ? 'congestion.hystart' : 'congestion.slow-start';
    this.cwndBytes += hystart.growth(bytes);
    return 0;
  }

  onCongestion(signal: CongestionSignal, inFlightBytes: number, now: Ns): void {
    this.rule = signal === 'ecn' ? 'congestion.ecn' : 'congestion.loss';
    this.#hystart = undefined;
    this.#reduce(signal, inFlightBytes, now);
    // RFC 5681 §3.2 step 3, RFC 6675 §5 (4.2), RFC 3168 §6.1.2; a window that was smaller already does not grow by a loss
    this.cwndBytes = Math.min(this.cwndBytes, this.ssthreshBytes);
  }

  onTimeout(inFlightBytes: number, first: boolean, now: Ns): void {
    this.rule = first ? 'congestion.timeout' : 'congestion.timeout-again';
    this.#hystart = undefined;
    // RFC 5681 §3.1: a segment that was resent before has set it; what was in flight then says nothing any more
    if (first) this.#reduce('timeout', inFlightBytes, now);
    // RFC 5681 §3.1: the loss window, one full-sized segment
    this.cwndBytes = this.mssBytes;
    this.#afterTimeout = true;
  }

  /**
   * RFC 5681 (4): ssthresh, never below two segments. FlightSize counts what is not acknowledged cumulatively: in and after a recovery by SACK
   * of several round trips, much that has arrived. The window never lets out more at once than it holds.
   */
  #reduce(signal: CongestionSignal | 'timeout', inFlightBytes: number, now: Ns): void {
    this.#flightBytes = Math.min(inFlightBytes, this.cwndBytes);
    this.ssthreshBytes = Math.max(2 * this.mssBytes, this.threshold(signal, this.#flightBytes, now));
  }

  /** RFC 5681 §4.1: no more than the restart window, min(IW, cwnd), after an idle time. */
  onIdle(_now: Ns): void {
    this.rule = 'congestion.idle';
    this.cwndBytes = Math.min(this.cwndBytes, this.#setup.initialWindowBytes);
  }

  thinking(): Thought {
    const { rule, cwndBytes, ssthreshBytes, mssBytes } = this;
    const ssthresh = ssthreshBytes === Number.MAX_SAFE_INTEGER ? null : ssthreshBytes;
    const segments = Math.floor(cwndBytes / mssBytes);
    return { rule, with: this.numbers({ cwnd: cwndBytes, ssthresh, segments, flight: this.#flightBytes }) };
  }
}

/** Adds `numerator / cwnd` bytes to the window and keeps the rest for the next time, so that nothing is lost by rounding. */
export class Fraction {
  #rest = 0;

  /** Whole bytes of (rest + numerator) / denominator. */
  take(numerator: number, denominator: number): number {
    const sum = this.#rest + numerator;
    const whole = Math.floor(sum / denominator);
    this.#rest = sum - whole * denominator;
    return whole;
  }
  clear(): void {
    this.#rest = 0;
  }
}
