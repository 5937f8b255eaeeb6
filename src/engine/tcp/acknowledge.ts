import { stream, type Stream } from '../kernel/random.ts';
import type { Ns } from '../kernel/time.ts';
import { FLAG } from '../wire/tcp.ts';
import { TIMER, type Connection } from './connection.ts';
import { takeDelivered, type Delivered } from './delivered.ts';
import { advanced, duplicated, leave, loseAll, notified } from './recovery.ts';
import { discard, requestLimited } from './refuse.ts';
import { markLost } from './sack.ts';
import { has, resetFor, type Segment } from './segment.ts';
import { add, after, before, distance, upTo, type Seq } from './seq.ts';
import { finish, start, stop, waitTwoMsl } from './timers.ts';

/** The ACK field: RFC 9293 §3.10.7.4 fifth (and §3.10.7.3 fourth). False where the rest of the segment must not be looked at. */
export function acknowledge(c: Connection, segment: Segment, now: Ns): boolean {
  if (c.state === 'SYN-RECEIVED') {
    if (upTo(segment.ack, c.sndUna) || after(segment.ack, c.sndNxt)) {
      c.controls.push(resetFor(segment, 'tcp.reset-bad-ack'));
      discard(c, 'tcp.discard-bad-ack', now);
      return false;
    }
  } else if (after(segment.ack, c.sndNxt) || before(segment.ack, add(c.sndUna, -c.maxSndWnd))) {
    // RFC 5961 §5: of something not yet sent, or older than any window
    discard(c, 'tcp.discard-bad-ack', now);
    requestLimited(c, 'tcp.ack-unacceptable', now);
    return false;
  }
  rememberTimestamp(c, segment);
  const windowWas = c.sndWnd;
  const advances = after(segment.ack, c.sndUna);
  const repeats = !advances && isDuplicate(c, segment);
  const finAcked = c.finSent && segment.ack === c.sndNxt;
  const fast = c.recovery.phase === 'fast';
  const slow = c.ecn?.asksToSlow(segment, c.recovery.phase);
  const told = takeDelivered(c, segment, advances, now);
  const meaning = advances ? advance(c, told.was, now) : null;
  updateWindow(c, segment, advances);
  if (advances && (c.state === 'SYN-SENT' || c.state === 'SYN-RECEIVED')) established(c, now);
  if (finAcked) ourFinAcknowledged(c, now);
  if (c.recovery.phase !== 'open' && told.bySack) markLost(c.board, c.smss);
  // RFC 6675 §2, §5: with SACK, a duplicate is what brings news of it, even where it also moves SND.UNA
  const duplicate = c.sackOn ? told.bySack && meaning !== 'over' : repeats;
  const found = duplicate ? duplicated(c, now) : '';
  if (slow && c.recovery.phase === 'open') notified(c, distance(c.sndNxt, told.was), now);
  inform(c, told, fast || c.recovery.phase === 'fast' || c.ecn?.saysEcho(segment) === true, now);
  if (meaning === 'over') leave(c, now);
  if (advances) {
    const mended = fast && (meaning === 'over' ? 'tcp.recovered' : 'tcp.partial-ack');
    c.update(slow ? 'tcp.ecn-echo' : mended || found || 'tcp.acknowledged', now);
    return !c.gone;
  }
  if (duplicate) c.update(found, now);
  else if (c.sndWnd !== windowWas) c.update('tcp.window-changed', now);
  // What was refused at the closed window goes out again at once
  if (windowWas === 0 && c.sndWnd > 0 && c.board.size > 0) {
    loseAll(c, 'tcp.resend-window-open');
    c.resend = 'tcp.resend-window-open';
  }
  return true;
}

/**
 * RFC 7323 §4.3: the one to echo is that of the segment which the last acknowledgment waited for. What is thrown away says nothing of it
 * (RFC 5961 §5), nor does a reset (RFC 7323 §5.2).
 */
function rememberTimestamp(c: Connection, { timestamps, seq }: Segment): void {
  if (c.timestampsOn && timestamps && upTo(seq, c.lastAckSent)) c.tsRecent = timestamps.value;
}

/** SND.UNA has moved on. Gives what it means to a recovery. */
function advance(c: Connection, was: Seq, now: Ns): 'over' | 'partial' | null {
  const bytes = Math.max(0, Math.min(distance(c.sndUna, c.dataStart), c.sendBuffer.length));
  c.sendBuffer.discard(bytes);
  c.dataStart = add(c.dataStart, bytes);
  c.retries = 0;
  const meaning = advanced(c, was);
  // RFC 6298 (5.2), (5.3): the timer stops, or starts afresh where anything is still out.
  // RFC 6582 §3.2 step 3 and §4: within fast recovery without SACK only for the first partial acknowledgment
  if (c.sndUna === c.sndNxt) stop(c, TIMER.retransmission, now);
  else if (meaning !== 'partial' || c.sackOn || c.recovery.partials <= 1)
    start(c, TIMER.retransmission, now + c.rto.rtoNs, now);
  stop(c, TIMER.persist, now);
  return meaning;
}

/** Tells the control what the acknowledgment brought, if anything. */
function inform(c: Connection, told: Delivered, inRecovery: boolean, now: Ns): void {
  const { rate, board } = c;
  // The acknowledgment of a SYN says nothing of a window
  if (!rate || rate.newlyBytes === 0 || told.was === c.iss) return;
  const intervalNs = rate.finish(c.minRttNs, now);
  c.decisions += 1;
  c.congestion.onAck(
    {
      deliveredBytes: rate.newlyBytes,
      cumulativeBytes: distance(c.sndUna, told.was),
      priorInFlightBytes: told.priorInFlightBytes,
      inFlightBytes: board.inFlightBytes,
      rttNs: told.rttNs,
      totalDeliveredBytes: rate.deliveredBytes,
      priorDeliveredBytes: rate.priorDeliveredBytes,
      intervalNs,
      appLimited: rate.appLimited,
      cwndLimited: before(told.was, c.fullUpTo),
      inRecovery,
    },
    now,
  );
}

/** RFC 9293 §3.10.7.4: only a newer segment, or the same with a newer acknowledgment, may change SND.WND. */
function updateWindow(c: Connection, segment: Segment, advances: boolean): void {
  const newer = before(c.sndWl1, segment.seq) || (c.sndWl1 === segment.seq && upTo(c.sndWl2, segment.ack));
  if (!advances && segment.ack !== c.sndUna) return;
  if (!newer && !has(segment, FLAG.SYN)) return;
  c.sndWnd = has(segment, FLAG.SYN) ? segment.window : segment.window << c.sndShift;
  c.maxSndWnd = Math.max(c.maxSndWnd, c.sndWnd);
  c.sndWl1 = segment.seq;
  c.sndWl2 = segment.ack;
  if (c.sndWnd === 0) c.retries = 0; // §3.8.6.1: a peer that answers keeps the connection open, however long its window is closed
}

function established(c: Connection, now: Ns): void {
  const active = c.state === 'SYN-SENT';
  if (c.synTimeouts > 0) c.rto.afterSynTimeout();
  c.congestion = c.config.congestion({
    mssBytes: c.smss,
    initialWindowBytes: initialWindow(c),
    byteCounting: c.config.byteCounting,
    draw: draws(c),
  });
  c.rate = c.congestion.measured?.();
  // What was written before had nothing to wait for
  if (c.sendBuffer.length > 0) c.rate?.noteAppLimited(0);
  c.decisions += 1;
  c.take(active ? 'receive-syn-ack' : 'receive-ack-of-syn', now);
  if (active) c.ackReason = 'tcp.ack-syn-ack';
  c.deliver('established', 0, now);
  if (c.finQueued) c.take('close', now);
}

/** RFC 6928 §2 or RFC 5681 §3.1; one segment where SYNs were lost: the first already for RFC 5681, a second for RFC 6928. */
function initialWindow({ smss, config, synTimeouts }: Connection): number {
  const modern = config.initialWindow === 'rfc6928';
  if (synTimeouts > (modern ? 1 : 0)) return smss;
  if (modern) return Math.min(10 * smss, Math.max(2 * smss, 14_600));
  return (smss > 2190 ? 2 : smss > 1095 ? 3 : 4) * smss;
}

/** A stream of the connection's own, made when it is first asked. */
function draws(c: Connection): (n: number) => number {
  let random: Stream | undefined;
  return (n) => (random ??= stream(c.iss, `congestion/${c.id}`)).below(n);
}

function ourFinAcknowledged(c: Connection, now: Ns): void {
  if (!c.take('receive-ack-of-fin', now)) return;
  if (c.gone) finish(c, now, 'closed');
  else if (c.state === 'TIME-WAIT') waitTwoMsl(c, now);
}

/** RFC 5681 §2: data is out, the segment brings neither data, SYN nor FIN, and repeats the window and the acknowledgment. */
function isDuplicate(c: Connection, segment: Segment): boolean {
  return (
    c.sndNxt !== c.sndUna &&
    segment.length === 0 &&
    segment.ack === c.sndUna &&
    segment.window << c.sndShift === c.sndWnd
  );
}
