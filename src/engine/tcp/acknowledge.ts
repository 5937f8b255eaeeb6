import type { Ns } from '../kernel/time.ts';
import type { Connection } from './connection.ts';
import { discard, requestLimited } from './refuse.ts';
import { has, resetFor, type Segment } from './segment.ts';
import { add, after, before, distance, upTo } from './seq.ts';
import { finish, stop, waitTwoMsl } from './timers.ts';

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
  const windowWas = c.sndWnd;
  const advances = after(segment.ack, c.sndUna);
  const duplicate = !advances && isDuplicate(c, segment);
  const finAcked = c.finSent && segment.ack === c.sndNxt;
  if (advances) advance(c, segment, now);
  updateWindow(c, segment, advances);
  if (advances) {
    if (c.state === 'SYN-SENT' || c.state === 'SYN-RECEIVED') established(c, now);
    if (finAcked) ourFinAcknowledged(c, now);
    c.update('tcp.acknowledged', now);
    return !c.gone;
  }
  if (duplicate) duplicated(c, now);
  else if (c.sndWnd !== windowWas) c.update('tcp.window-changed', now);
  // What was refused at the closed window goes out again at once
  if (windowWas === 0 && c.sndWnd > 0 && c.sndNxt !== c.sndUna) c.resend = 'tcp.resend-window-open';
  return true;
}

function advance(c: Connection, segment: Segment, now: Ns): void {
  const bytes = Math.max(0, Math.min(distance(segment.ack, c.dataStart), c.sendBuffer.length));
  c.sendBuffer.discard(bytes);
  c.dataStart = add(c.dataStart, bytes);
  c.sndUna = segment.ack;
  c.retries = 0;
  c.duplicateAcks = 0;
  const rttNs = c.timedEnd !== null && !before(segment.ack, c.timedEnd) ? now - c.timedAt : null;
  if (rttNs !== null) {
    c.timedEnd = null;
    c.rto.sample(rttNs);
  }
  if (c.recover !== null) {
    // As in RFC 6582 §3.2 step 3: a partial acknowledgment points at the next hole
    if (before(segment.ack, c.recover)) c.resend = 'tcp.resend-partial';
    else c.recover = null;
  }
  // RFC 6298 (5.3): new data was acknowledged, the timer starts afresh (`arm` starts it, if anything is still out)
  stop(c, 'retransmission', now);
  stop(c, 'persist', now);
}

/** RFC 9293 §3.10.7.4: only a newer segment, or the same with a newer acknowledgment, may change the window. */
function updateWindow(c: Connection, segment: Segment, advances: boolean): void {
  const newer = before(c.sndWl1, segment.seq) || (c.sndWl1 === segment.seq && upTo(c.sndWl2, segment.ack));
  if (!advances && segment.ack !== c.sndUna) return;
  if (!newer && !has(segment, 'SYN')) return;
  c.sndWnd = has(segment, 'SYN') ? segment.window : segment.window << c.sndShift;
  c.maxSndWnd = Math.max(c.maxSndWnd, c.sndWnd);
  c.sndWl1 = segment.seq;
  c.sndWl2 = segment.ack;
  if (c.sndWnd === 0) c.retries = 0; // §3.8.6.1: a peer that answers keeps the connection open, however long its window is closed
}

function established(c: Connection, now: Ns): void {
  const active = c.state === 'SYN-SENT';
  if (c.synTimedOut) c.rto.afterSynTimeout();
  c.take(active ? 'receive-syn-ack' : 'receive-ack-of-syn', now);
  if (active) c.ackReason = 'tcp.ack-syn-ack';
  c.deliver('established', 0, now);
  if (c.finQueued) c.take('close', now);
}

function ourFinAcknowledged(c: Connection, now: Ns): void {
  if (!c.take('receive-ack-of-fin', now)) return;
  if (c.gone) finish(c, now, 'closed');
  else if (c.state === 'TIME-WAIT') waitTwoMsl(c, now);
}

/** RFC 5681 §2: data is out, the segment brings neither data, SYN nor FIN, and repeats acknowledgment and window. */
function isDuplicate(c: Connection, segment: Segment): boolean {
  return (
    c.sndNxt !== c.sndUna &&
    segment.length === 0 &&
    segment.ack === c.sndUna &&
    segment.window << c.sndShift === c.sndWnd
  );
}

/** RFC 5681 §3.2: the third duplicate means that the segment is lost, not late. */
function duplicated(c: Connection, now: Ns): void {
  c.duplicateAcks += 1;
  const third = c.duplicateAcks === 3 && c.config.fastRetransmit && c.recover === null;
  if (third) {
    c.recover = c.sndNxt;
    c.congestion.onCongestion('loss', distance(c.sndNxt, c.sndUna), now);
    c.resend = 'tcp.resend-fast';
  }
  c.update(third ? 'tcp.third-duplicate-ack' : 'tcp.duplicate-ack', now);
}
