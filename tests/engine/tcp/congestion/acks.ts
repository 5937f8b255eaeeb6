/** Drives a control as a sender would, one acknowledgment at a time. */
import { MILLISECOND, type Ns } from '#engine/kernel/time.ts';
import type { AckSample, Congestion, CongestionSetup } from '#engine/tcp/congestion/congestion.ts';

export const MSS = 1000;
export const SETUP: CongestionSetup = {
  mssBytes: MSS,
  initialWindowBytes: 10 * MSS,
  byteCounting: true,
  draw: () => 0,
};
export const RTT: Ns = 100 * MILLISECOND;

/** One segment acknowledged in order by a sender whose window is full. */
export const ack = (change: Partial<AckSample> = {}): AckSample => ({
  deliveredBytes: MSS,
  cumulativeBytes: MSS,
  priorInFlightBytes: 10 * MSS,
  inFlightBytes: 9 * MSS,
  rttNs: RTT,
  totalDeliveredBytes: MSS,
  priorDeliveredBytes: 0,
  intervalNs: RTT,
  appLimited: false,
  cwndLimited: true,
  inRecovery: false,
  ...change,
});

/** A round trip: every segment of the window is acknowledged, `each` segments by one acknowledgment, evenly over the RTT. */
export function round(
  control: Congestion,
  now: Ns,
  { each = 1, rttNs = RTT, delivered = 0 }: { each?: number; rttNs?: Ns; delivered?: number } = {},
): { now: Ns; delivered: number } {
  const flight = control.cwndBytes;
  const segments = Math.floor(flight / MSS);
  const count = Math.ceil(segments / each);
  // As if the whole flight had left when the one before was acknowledged
  const before = delivered;
  for (let n = 0; n < count; n += 1) {
    const bytes = Math.min(each, segments - n * each) * MSS;
    delivered += bytes;
    control.onAck(
      ack({
        deliveredBytes: bytes,
        cumulativeBytes: bytes,
        priorInFlightBytes: flight,
        inFlightBytes: flight - bytes,
        rttNs,
        totalDeliveredBytes: delivered,
        priorDeliveredBytes: before,
        intervalNs: rttNs,
      }),
      now + Math.floor((rttNs * (n + 1)) / count),
    );
  }
  return { now: now + rttNs, delivered };
}

/** Puts a loss-based control into congestion avoidance at `cwnd` bytes. */
export function avoidingAt(control: Congestion, cwnd: number, now: Ns = 0): void {
  while (control.cwndBytes < 2 * cwnd) round(control, now);
  control.onCongestion('loss', 2 * cwnd, now);
}
