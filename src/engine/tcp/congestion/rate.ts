import { SECOND, type Ns } from '../../kernel/time.ts';

/** No path of ours is faster, whatever a burst of acknowledgments within a nanosecond says; and a gain times a rate stays an exact integer. */
const FASTEST_BPS = 1_000_000_000_000;

/** Whole bits a second at which `bytes` were delivered in `ns` > 0 (draft-cheng-iccrg-delivery-rate-estimation-00; RFC 9293 §3.8.2 leaves what to do with it to the control). */
export const rateBps = (bytes: number, ns: Ns): number =>
  Math.min(FASTEST_BPS, Math.floor((bytes * 8 * SECOND) / ns));

/** Whole bytes in flight that keep a path of this rate and round trip busy. In microseconds, so that the product stays an exact integer. */
export const productBytes = (bps: number, rttNs: Ns): number =>
  Math.floor((bps * Math.floor(rttNs / 1000)) / 8_000_000);
