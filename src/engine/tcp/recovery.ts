import type { Ns } from '../kernel/time.ts';
import type { Connection } from './connection.ts';
import { isLost, markLost } from './sack.ts';
import { MARK } from './scoreboard.ts';
import { after, before, distance, type Seq } from './seq.ts';

/** RFC 5681 §3.2, RFC 6675 §2: so many duplicates mean a loss. */
export const DUP_THRESH = 3;

/** What the sender knows of losses, beside the scoreboard. */
export class Recovery {
  /** 'fast': what a duplicate or a SACK told is mended without waiting (RFC 6675 §5, RFC 6582 §3.2). 'timeout': slow start fills the holes (RFC 5681 §3.1). */
  phase: 'open' | 'fast' | 'timeout' = 'open';
  /** SND.NXT when the last loss was found: RecoveryPoint of RFC 6675 §2, `recover` of RFC 6582 §3.2. */
  point: Seq;
  /** Without SACK: what duplicates tell to have left the network, RFC 5681 §3.2 steps 3 to 5 and RFC 3042. Beside the control's window, never in it. */
  inflationBytes = 0;
  /** Sent by limited transmit since the first duplicate: counts in no FlightSize (RFC 5681 §3.2 step 2). */
  limitedBytes = 0;
  /** RescueRxt of RFC 6675 §2. */
  rescuedTo: Seq = 0;
  /** SND.UNA before the last acknowledgment: prev_highest_ack of RFC 6582 §4.1. */
  priorUna: Seq;
  /** Partial acknowledgments in this recovery. */
  partials = 0;
  /** Why segments that wait on the scoreboard are sent again. */
  reason = '';

  constructor(iss: Seq) {
    this.point = this.priorUna = iss;
  }
}

/** RFC 5681 §2, less what limited transmit added. */
const flightSize = (c: Connection): number => distance(c.sndNxt, c.sndUna) - c.recovery.limitedBytes;

/**
 * A duplicate: RFC 5681 §2 without SACK; with it, a segment whose blocks told something new (RFC 6675 §2).
 * Gives the reason for the trace.
 */
export function duplicated(c: Connection, now: Ns): string {
  const r = c.recovery;
  c.duplicateAcks += 1;
  if (r.phase === 'open') {
    // RFC 6675 §5 (1), (2); RFC 5681 §3.2
    const third = c.duplicateAcks >= DUP_THRESH;
    const byBlocks = !third && c.sackOn && isLost(c.board, 0, c.smss);
    if ((third || byBlocks) && c.config.fastRetransmit && mayRecover(c)) {
      enter(c, now);
      return third ? 'tcp.third-duplicate-ack' : 'tcp.loss-by-sack';
    }
    // RFC 3042 §2: each of the first two lets one new segment out. With SACK, pipe has made room by itself
    if (!c.sackOn && c.config.limitedTransmit && !third) r.inflationBytes += c.smss;
  } else if (r.phase === 'fast' && !c.sackOn) {
    // RFC 5681 §3.2 step 4: one more has left the network
    r.inflationBytes += c.smss;
  }
  return 'tcp.duplicate-ack';
}

/** Whether a loss may be a new one. */
function mayRecover(c: Connection): boolean {
  const { point, priorUna } = c.recovery;
  // RFC 6675 §5.1: not before HighACK has come to RecoveryPoint, which the phase says
  if (c.sackOn || after(c.sndUna, point)) return true;
  // RFC 6582 §3.2 step 1; §4.1: duplicates of what was sent needlessly follow acknowledgments that leap
  return c.congestion.cwndBytes > c.smss && distance(c.sndUna, priorUna) <= 4 * c.smss;
}

/** RFC 6675 §5 (4), RFC 5681 §3.2 steps 2 and 3. */
function enter(c: Connection, now: Ns): void {
  const r = c.recovery;
  r.phase = 'fast';
  r.point = c.sndNxt;
  r.partials = 0;
  r.reason = 'tcp.resend-sack';
  c.decisions += 1;
  c.congestion.onCongestion('loss', flightSize(c), now);
  r.inflationBytes = c.sackOn ? 0 : DUP_THRESH * c.smss;
  r.limitedBytes = 0;
  c.ecn?.slowed(c.sndNxt);
  c.board.settle();
  if (c.sackOn) markLost(c.board, c.smss);
  else c.board.mark(0, MARK.lost);
  // (4.3): the first goes out whatever the window says; it bars a rescue until it is acknowledged
  r.rescuedTo = c.board.end(0);
  c.resend = 'tcp.resend-fast';
}

/**
 * SND.UNA has moved from `was`. Gives what that means: all that was out is in ('over'), the next hole shows ('partial'),
 * or nothing to a recovery (null).
 */
export function advanced(c: Connection, was: Seq): 'over' | 'partial' | null {
  const r = c.recovery;
  r.priorUna = was;
  r.limitedBytes = 0;
  c.duplicateAcks = 0;
  if (r.phase === 'open') r.inflationBytes = 0;
  if (r.phase === 'open') return null;
  if (!before(c.sndUna, r.point)) return 'over';
  if (r.phase === 'timeout' || c.sackOn) return 'partial';
  if (c.congestion.endsRecoveryAtFirstAck) {
    // RFC 5681 §3.2 step 6; a further loss of the same window is found anew
    r.point = was;
    return 'over';
  }
  // RFC 6582 §3.2 step 3, partial acknowledgment: resend at once; deflate by what is acknowledged, less one segment
  const acked = distance(c.sndUna, was);
  r.inflationBytes += (acked >= c.smss ? c.smss : 0) - acked;
  r.partials += 1;
  c.board.mark(0, MARK.lost);
  c.resend = 'tcp.resend-partial';
  return 'partial';
}

/** RFC 3168 §6.1.2: a router has marked what was sent; the window comes down as for a loss, but nothing is sent again. `flightBytes` before the acknowledgment. */
export function notified(c: Connection, flightBytes: number, now: Ns): void {
  c.decisions += 1;
  c.congestion.onCongestion('ecn', flightBytes, now);
  c.ecn?.slowed(c.sndNxt);
}

/** All that was out when the loss was found is acknowledged. */
export function leave(c: Connection, now: Ns): void {
  const r = c.recovery;
  const from = r.phase === 'timeout' ? 'timeout' : 'loss';
  r.phase = 'open';
  r.inflationBytes = 0;
  c.board.settle();
  c.decisions += 1;
  c.congestion.onRecovered?.(c.board.inFlightBytes, now, from);
}

/** RFC 5681 §3.1, RFC 6675 §5.1, RFC 6582 §3.2 step 4: the retransmission timer has expired. */
export function timedOut(c: Connection, now: Ns): void {
  const r = c.recovery;
  c.decisions += 1;
  c.congestion.onTimeout(flightSize(c), c.retries === 1, now);
  c.ecn?.slowed(c.sndNxt);
  // A SYN that is lost is no window of data
  if (c.sndUna !== c.iss) r.phase = 'timeout';
  r.point = c.sndNxt;
  r.inflationBytes = r.limitedBytes = r.partials = 0;
  c.duplicateAcks = 0;
  loseAll(c, 'tcp.resend-after-timeout');
  c.resend = 'tcp.resend-timeout';
}

/** Nothing that is out will come: RFC 2018 §8 forgets the blocks, and all is sent again as the window allows. */
export function loseAll(c: Connection, reason: string): void {
  c.board.forgetSacks();
  c.board.loseAll();
  c.recovery.reason = reason;
}

/**
 * How much more the congestion window lets out. RFC 6675 §5 (C): cwnd - pipe; without SACK the window is inflated (RFC 5681 §3.2).
 * Without limited transmit, what the first duplicates tell makes no room.
 */
export function allowance(c: Connection): number {
  const r = c.recovery;
  const still = r.phase === 'open' && !c.config.limitedTransmit ? c.board.sackedBytes : 0;
  const most = Math.max(c.smss, c.congestion.cwndBytes + r.inflationBytes);
  return most - still - c.board.inFlightBytes;
}

/** Where RFC 6675 §4 NextSeg finds no lost segment and nothing new: rules (3) and (4). Nothing for neither. */
export function nextGuess(c: Connection): { readonly at: number; readonly rescue: boolean } | undefined {
  const r = c.recovery;
  if (r.phase !== 'fast' || !c.sackOn) return undefined;
  const { board } = c;
  let sacked = board.size - 1;
  while (sacked >= 0 && !board.has(sacked, MARK.sacked)) sacked -= 1;
  for (let at = 0; at < sacked; at += 1) {
    if (!board.has(at, MARK.sacked | MARK.resent)) return { at, rescue: false };
  }
  if (!after(c.sndUna, r.rescuedTo)) return undefined;
  let last = board.size - 1;
  while (last >= 0 && board.has(last, MARK.sacked)) last -= 1;
  if (last < 0) return undefined;
  return { at: last, rescue: true };
}

/** draft-cheng-iccrg-delivery-rate-estimation §3.4: the program writes while nothing waits to be sent and the window has room. */
export function noteAppLimited(c: Connection): void {
  const unsent = distance(c.dataEnd, c.sndNxt);
  if (unsent < c.smss && allowance(c) > 0 && c.board.waiting === 0)
    c.rate?.noteAppLimited(c.board.inFlightBytes);
}
