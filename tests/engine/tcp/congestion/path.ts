/**
 * One flow of segments through one drop-tail bottleneck: a sender no more than what the contract of a control asks for (SACK without doubt:
 * it knows at once which segment is lost, once a later one has been acknowledged thrice), so that a control can be looked at without a stack.
 */
import { EventQueue } from '#engine/kernel/queue.ts';
import { stream } from '#engine/kernel/random.ts';
import { MILLISECOND, SECOND, serialisationNs, type Ns } from '#engine/kernel/time.ts';
import type { Congestion } from '#engine/tcp/congestion/congestion.ts';
import { controls, type CongestionName } from '#engine/tcp/congestion/registry.ts';

export const MSS = 1448;
/** Ethernet, IPv4, TCP with timestamps: what a full segment takes on the wire. */
export const FRAME = 1514;

export interface PathSetup {
  readonly rateBps: number;
  readonly rttNs: Ns;
  /** Frames that wait behind the one that is being sent. */
  readonly bufferFrames: number;
  readonly forNs: Ns;
  /** Tells the control that the first round trip took only this long. */
  readonly firstRttNs?: Ns;
}
/** The path of issue 3: 10 Mbit/s, 40 ms, one bandwidth-delay product of buffer, 30 s. */
export const PATH: PathSetup = {
  rateBps: 10_000_000,
  rttNs: 40 * MILLISECOND,
  bufferFrames: 33,
  forNs: 30 * SECOND,
};

/** One line for each acknowledgment. */
export interface Point {
  readonly at: Ns;
  readonly cwndBytes: number;
  readonly inFlightBytes: number;
  readonly queued: number;
  readonly rttNs: Ns;
  readonly deliveredBytes: number;
  readonly rule: string;
  readonly recovering: boolean;
}
export interface Drive {
  readonly points: readonly Point[];
  readonly losses: readonly Ns[];
}

interface Sent {
  readonly id: number;
  readonly at: Ns;
  /** Delivered when it left, and when that was (draft-cheng-iccrg-delivery-rate-estimation §3.2). */
  readonly delivered: number;
  readonly deliveredAt: Ns;
  readonly firstAt: Ns;
  readonly retransmission: boolean;
}
type Happening = { readonly acked: Sent } | { readonly pace: true };

export function drive(name: CongestionName, path: PathSetup = PATH): Drive {
  const random = stream(1, name);
  const control: Congestion = controls[name]({
    mssBytes: MSS,
    initialWindowBytes: 10 * MSS,
    byteCounting: true,
    draw: (n) => random.below(n),
  });
  const events = new EventQueue<Happening>();
  const frameNs = serialisationNs(FRAME, path.rateBps);
  const points: Point[] = [];
  const losses: Ns[] = [];
  const out: Sent[] = [];
  let lost = 0;
  let freeAt = 0;
  let nextId = 0;
  let delivered = 0;
  let deliveredAt = 0;
  let firstAt = 0;
  let recoverId = -1;
  let recovering = false;
  let paceAt = 0;
  let pacing = false;

  const send = (now: Ns): void => {
    for (;;) {
      const inFlight = out.length * MSS;
      if (inFlight + MSS > control.cwndBytes) return;
      const rate = control.pacingRateBps;
      if (rate !== null) {
        if (paceAt > now) {
          if (!pacing) events.push(paceAt, { pace: true });
          pacing = true;
          return;
        }
        paceAt = now + serialisationNs(MSS, rate);
      }
      control.onSend?.(MSS, inFlight, now);
      if (out.length === 0) firstAt = deliveredAt = now;
      const retransmission = lost > 0;
      if (retransmission) lost -= 1;
      const one: Sent = { id: nextId++, at: now, delivered, deliveredAt, firstAt, retransmission };
      out.push(one);
      const waiting = Math.max(0, Math.ceil((freeAt - now) / frameNs) - 1);
      if (waiting >= path.bufferFrames) continue;
      freeAt = Math.max(freeAt, now) + frameNs;
      events.push(freeAt + path.rttNs, { acked: one });
    }
  };

  send(0);
  for (let event = events.pop(); event && events.now <= path.forNs; event = events.pop()) {
    const now = events.now;
    if ('pace' in event) {
      pacing = false;
      send(now);
      continue;
    }
    const { acked } = event;
    const prior = out.length * MSS;
    delivered += MSS;
    const position = out.indexOf(acked);
    // Segments arrive in the order in which they were sent: whatever was sent three or more before is lost
    const holes = out.slice(0, position).filter((one) => one.id <= acked.id - 3);
    out.splice(position, 1);
    for (const hole of holes) out.splice(out.indexOf(hole), 1);
    lost += holes.length;
    const intervalNs = Math.max(acked.at - acked.firstAt, now - acked.deliveredAt);
    deliveredAt = now;
    firstAt = acked.at;
    if (recovering && !out.some((one) => one.id <= recoverId)) {
      recovering = false;
      control.onRecovered?.(out.length * MSS, now);
    }
    if (holes.some((hole) => hole.id > recoverId)) {
      // What was sent up to now belongs to this congestion: RFC 6675 RecoveryPoint
      recoverId = nextId - 1;
      recovering = true;
      losses.push(now);
      control.onCongestion('loss', prior, now);
    }
    control.onAck(
      {
        deliveredBytes: MSS,
        cumulativeBytes: MSS,
        priorInFlightBytes: prior,
        inFlightBytes: out.length * MSS,
        rttNs: acked.retransmission
          ? null
          : delivered === MSS
            ? (path.firstRttNs ?? now - acked.at)
            : now - acked.at,
        totalDeliveredBytes: delivered,
        priorDeliveredBytes: acked.delivered,
        intervalNs,
        appLimited: false,
        cwndLimited: prior + MSS > control.cwndBytes,
        inRecovery: recovering,
      },
      now,
    );
    send(now);
    points.push({
      at: now,
      cwndBytes: control.cwndBytes,
      inFlightBytes: out.length * MSS,
      queued: Math.max(0, Math.ceil((freeAt - now) / frameNs) - 1),
      rttNs: now - acked.at,
      deliveredBytes: delivered,
      rule: control.thinking().rule,
      recovering,
    });
  }
  return { points, losses };
}
