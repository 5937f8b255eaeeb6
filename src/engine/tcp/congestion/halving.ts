import type { AckSample, CongestionSetup, CongestionSignal } from './congestion.ts';
import { LossBased } from './loss-based.ts';

/** RFC 5681's congestion avoidance, which RFC 6582 keeps: one segment more for each round trip, half the flight after a loss. */
export abstract class Halving extends LossBased {
  readonly #byteCounting: boolean;
  #countedBytes = 0;

  constructor(setup: CongestionSetup) {
    super(setup);
    this.#byteCounting = setup.byteCounting;
  }

  protected avoid(bytes: number, _sample: AckSample): void {
    this.rule = 'congestion.avoidance';
    const { mssBytes, cwndBytes } = this;
    if (!this.#byteCounting) {
      // RFC 5681 (3): SMSS * SMSS / cwnd for each acknowledgment, at least 1 byte
      this.cwndBytes += Math.max(1, Math.floor((mssBytes * mssBytes) / cwndBytes));
      return;
    }
    // RFC 3465 §2.1, RFC 5681 §3.1: a segment once a whole window has been acknowledged
    this.#countedBytes += bytes;
    if (this.#countedBytes < cwndBytes) return;
    this.#countedBytes -= cwndBytes;
    this.cwndBytes += mssBytes;
  }

  /** RFC 5681 (4): ssthresh = max(FlightSize / 2, 2 SMSS); the least is seen to by who asks. */
  protected threshold(_signal: CongestionSignal | 'timeout', inFlightBytes: number): number {
    this.#countedBytes = 0;
    return Math.floor(inFlightBytes / 2);
  }
}
