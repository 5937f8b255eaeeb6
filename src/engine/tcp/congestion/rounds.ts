import type { AckSample } from './congestion.ts';

/**
 * Round trips counted by what is delivered: one is over when something is acknowledged that was sent after it began
 * (draft-cardwell-iccrg-bbr-congestion-control-00 §4.1.1.3; RFC 9406 §4.2 counts by sequence numbers to the same end).
 */
export class Rounds {
  count = 0;
  #endsAtBytes = 0;

  /** True for the acknowledgment that ends a round. */
  over(sample: AckSample): boolean {
    if (sample.priorDeliveredBytes < this.#endsAtBytes) return false;
    this.restart(sample.totalDeliveredBytes);
    this.count += 1;
    return true;
  }
  /** A round begins now. */
  restart(deliveredBytes: number): void {
    this.#endsAtBytes = deliveredBytes;
  }
}
