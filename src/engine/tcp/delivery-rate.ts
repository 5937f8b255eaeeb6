import type { Ns } from '../kernel/time.ts';
import { MARK, type Scoreboard } from './scoreboard.ts';

/**
 * How fast the path delivers, measured at each acknowledgment (draft-cheng-iccrg-delivery-rate-estimation §3.1 to §3.3): what was delivered
 * since the newest segment acknowledged was sent, over the longer of the time in which it was sent and the time in which it was acknowledged. Delivered is what
 * RFC 9293 §3.4 acknowledges or RFC 6675 §4 Update() marks, each segment once.
 */
export class DeliveryRate {
  /** C.delivered, of which the SYN was the first; C.delivered_time, C.first_sent_time. */
  deliveredBytes = 1;
  #deliveredAt: Ns = 0;
  #firstSentAt: Ns = 0;
  /** C.app_limited: what will have been delivered once all that was sent too little is; 0: the program gives enough. */
  #appLimitedUntil = 0;

  /** Of the acknowledgment at hand (rs.*). */
  newlyBytes = 0;
  priorDeliveredBytes = -1;
  appLimited = false;
  #priorAt: Ns = 0;
  #sentAt: Ns = 0;
  #sendElapsed: Ns = 0;

  /** §3.2, SendPacket: the segment leaves, for the first time or again. `inFlightBytes` before it. */
  sent(board: Scoreboard, at: number, inFlightBytes: number, now: Ns): void {
    if (inFlightBytes === 0) this.#firstSentAt = this.#deliveredAt = now;
    board.stamp(at, now, this.deliveredBytes, this.#deliveredAt, this.#firstSentAt);
    if (this.#appLimitedUntil > 0) board.mark(at, MARK.appLimited);
    else board.unmark(at, MARK.appLimited);
  }

  /** The program writes while all before has left and the window has room: §3.4. */
  noteAppLimited(inFlightBytes: number): void {
    this.#appLimitedUntil = Math.max(1, this.deliveredBytes + inFlightBytes);
  }

  /** An acknowledgment begins. */
  begin(): void {
    this.newlyBytes = 0;
    this.priorDeliveredBytes = -1;
  }

  /** §3.3, UpdateRateSample: the segment is acknowledged, cumulatively or selectively, for the first time. */
  delivered(board: Scoreboard, at: number, bytes: number, now: Ns): void {
    // A block that a timeout made the sender forget (RFC 2018 §8) tells nothing new
    if (board.has(at, MARK.delivered)) return;
    board.mark(at, MARK.delivered);
    this.newlyBytes += bytes;
    this.deliveredBytes += bytes;
    this.#deliveredAt = now;
    const prior = board.delivered(at);
    const sentAt = board.sentAt(at);
    // The newest: sent last
    if (prior < this.priorDeliveredBytes) return;
    if (prior === this.priorDeliveredBytes && sentAt < this.#sentAt) return;
    this.priorDeliveredBytes = prior;
    this.#priorAt = board.deliveredAt(at);
    this.appLimited = board.has(at, MARK.appLimited);
    this.#sendElapsed = sentAt - board.firstSentAt(at);
    this.#sentAt = sentAt;
    this.#firstSentAt = sentAt;
  }

  /** All of the acknowledgment is counted. Gives the interval of its sample; 0 where none can be had. */
  finish(minRttNs: Ns, now: Ns): Ns {
    if (this.#appLimitedUntil > 0 && this.deliveredBytes > this.#appLimitedUntil) this.#appLimitedUntil = 0;
    if (this.priorDeliveredBytes < 0) return 0;
    const interval = Math.max(this.#sendElapsed, now - this.#priorAt);
    // §3.3: shorter than any round trip: acknowledgments were held up and came in a heap
    return interval < minRttNs ? 0 : interval;
  }
}

/** `Congestion.measured` of a control. */
export const deliveryRate = (): DeliveryRate => new DeliveryRate();
