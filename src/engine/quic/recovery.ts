import { MILLISECOND, type Ns } from '../kernel/time.ts';
import type { Congestion, MakeCongestion } from '../tcp/congestion/congestion.ts';
import type { QuicFrame } from './packet.ts';

/** RFC 9002 §6.2.2: before a round trip has been measured. */
const INITIAL_RTT = 333 * MILLISECOND;
/** RFC 9002 §6.1.1, §6.1.2. */
const PACKET_THRESHOLD = 3;
const GRANULARITY = MILLISECOND;
/** RFC 9000 §18.2: what a receiver waits at most with its acknowledgment. */
export const MAX_ACK_DELAY = 25 * MILLISECOND;

export interface Sent {
  readonly number: number;
  readonly at: Ns;
  readonly bytes: number;
  readonly eliciting: boolean;
  readonly frames: readonly QuicFrame[];
  readonly deliveredBefore: number;
}

/** What is out, what of it is lost, when to probe (RFC 9002 §5 to §7); the window is the engine's own NewReno. */
export class LossRecovery {
  readonly congestion: Congestion;
  readonly #out = new Map<number, Sent>();
  #largestAcked = -1;
  #inFlight = 0;
  #delivered = 0;
  #latest: Ns = 0;
  #smoothed: Ns = INITIAL_RTT;
  #variation: Ns = INITIAL_RTT / 2;
  #least: Ns = Infinity;
  /** RFC 9002 §7.3.2: packets sent before belong to the same recovery. */
  #recoveryFrom: Ns = -1;
  #lastElicitingAt: Ns = 0;
  /** RFC 9002 §6.1.2: when the first that may be lost will be. */
  #lossAt: Ns | null = null;
  #probes = 0;
  /** Packets below this number left before the window was full. */
  #fullUpTo = 0;

  constructor(make: MakeCongestion, maxDatagramBytes: number) {
    this.congestion = make({
      mssBytes: maxDatagramBytes,
      // RFC 9002 §7.2
      initialWindowBytes: Math.min(10 * maxDatagramBytes, Math.max(14_720, 2 * maxDatagramBytes)),
      byteCounting: true,
      draw: () => 0,
    });
  }
  get smoothedNs(): Ns {
    return this.#smoothed;
  }
  get inFlightBytes(): number {
    return this.#inFlight;
  }
  get roomBytes(): number {
    return this.congestion.cwndBytes - this.#inFlight;
  }
  /** Anything that will be acknowledged. */
  get waits(): boolean {
    return this.#inFlight > 0;
  }

  /** There was more to send than the window let out; `number` is the next packet's. */
  full(number: number): void {
    this.#fullUpTo = number;
  }
  sent(number: number, bytes: number, eliciting: boolean, frames: readonly QuicFrame[], now: Ns): void {
    this.#out.set(number, { number, at: now, bytes, eliciting, frames, deliveredBefore: this.#delivered });
    if (!eliciting) return;
    this.#inFlight += bytes;
    this.#lastElicitingAt = now;
  }

  /** Gives what is lost by what was acknowledged (RFC 9002 §A.7). */
  acked(ranges: readonly (readonly [number, number])[], delayNs: Ns, now: Ns): Sent[] {
    const largest = ranges[0]![1];
    const fresh: Sent[] = [];
    for (const [from, to] of ranges)
      for (let number = from; number <= to; number += 1) {
        const one = this.#out.get(number);
        if (!one) continue;
        this.#out.delete(number);
        fresh.push(one);
      }
    if (fresh.length === 0) return [];
    this.#largestAcked = Math.max(this.#largestAcked, largest);
    const newest = fresh.find(({ number }) => number === largest);
    if (newest && fresh.some(({ eliciting }) => eliciting)) this.#measure(now - newest.at, delayNs);
    const before = this.#inFlight;
    let bytes = 0;
    for (const one of fresh) if (one.eliciting) bytes += one.bytes;
    this.#inFlight -= bytes;
    this.#delivered += bytes;
    this.#probes = 0;
    const lost = this.#detect(now);
    // RFC 9002 §7.3.2: no growth by what was sent before the recovery began
    const counted = fresh.filter(({ eliciting, at }) => eliciting && at > this.#recoveryFrom);
    const countedBytes = counted.reduce((sum, one) => sum + one.bytes, 0);
    // RFC 9002 §7.8: a window that was not used does not grow
    const limited = counted.some(({ number }) => number < this.#fullUpTo);
    if (bytes > 0)
      this.congestion.onAck(
        {
          deliveredBytes: countedBytes || bytes,
          cumulativeBytes: countedBytes || bytes,
          priorInFlightBytes: before,
          inFlightBytes: this.#inFlight,
          rttNs: newest ? this.#latest : null,
          totalDeliveredBytes: this.#delivered,
          priorDeliveredBytes: newest?.deliveredBefore ?? 0,
          intervalNs: newest ? now - newest.at : 0,
          appLimited: !limited,
          cwndLimited: limited,
          inRecovery: countedBytes === 0,
        },
        now,
      );
    return lost;
  }

  /** When to look at the clock next. `established`: acknowledgments may be delayed (RFC 9002 §6.2.1). */
  due(established: boolean, mustProbe: boolean): Ns | null {
    if (this.#lossAt !== null) return this.#lossAt;
    if (!this.waits && !mustProbe) return null;
    return this.#lastElicitingAt + this.#probeNs(established) * (1 << Math.min(this.#probes, 16));
  }
  /** The time that `due` named has come: what is lost by then, or that a probe is to be sent (RFC 9002 §6.2.4). */
  expired(now: Ns): Sent[] | 'probe' {
    if (this.#lossAt !== null) return this.#detect(now);
    this.#probes += 1;
    this.#lastElicitingAt = now;
    return 'probe';
  }
  /** The oldest that is out, for a probe to say again. */
  oldest(): Sent | undefined {
    for (const one of this.#out.values()) if (one.eliciting) return one;
    return undefined;
  }

  /** RFC 9002 §5.3. */
  #measure(rtt: Ns, delayNs: Ns): void {
    this.#latest = rtt;
    const first = this.#least === Infinity;
    this.#least = Math.min(this.#least, rtt);
    const adjusted = rtt - this.#least >= delayNs ? rtt - Math.min(delayNs, MAX_ACK_DELAY) : rtt;
    if (first) {
      this.#smoothed = rtt;
      this.#variation = Math.floor(rtt / 2);
      return;
    }
    this.#variation = Math.floor((3 * this.#variation + Math.abs(this.#smoothed - adjusted)) / 4);
    this.#smoothed = Math.floor((7 * this.#smoothed + adjusted) / 8);
  }
  /** RFC 9002 §6.2.1. */
  #probeNs(established: boolean): Ns {
    return this.#smoothed + Math.max(4 * this.#variation, GRANULARITY) + (established ? MAX_ACK_DELAY : 0);
  }
  /** RFC 9002 §6.1: three later ones were acknowledged, or one and 9/8 of a round trip has passed. */
  #detect(now: Ns): Sent[] {
    const longest = Math.max(Math.floor((9 * Math.max(this.#smoothed, this.#latest)) / 8), GRANULARITY);
    const lost: Sent[] = [];
    this.#lossAt = null;
    for (const one of this.#out.values()) {
      if (one.number > this.#largestAcked) continue;
      if (one.at + longest <= now || one.number + PACKET_THRESHOLD <= this.#largestAcked) lost.push(one);
      else this.#lossAt = Math.min(this.#lossAt ?? Infinity, one.at + longest);
    }
    const before = this.#inFlight;
    for (const one of lost) {
      this.#out.delete(one.number);
      if (one.eliciting) this.#inFlight -= one.bytes;
    }
    const last = lost.filter(({ eliciting }) => eliciting).at(-1);
    // §7.3.1: one reduction a round trip
    if (last && last.at > this.#recoveryFrom) {
      this.#recoveryFrom = now;
      this.congestion.onCongestion('loss', before, now);
    }
    return lost;
  }
}
