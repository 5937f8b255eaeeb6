import { SECOND, type Ns } from '../kernel/time.ts';
import { FLAG } from '../wire/tcp.ts';
import { findOption } from '../wire/tcp-options.ts';
import { acknowledge } from './acknowledge.ts';
import { TIMER, type Connection } from './connection.ts';
import {
  dataAfterClose,
  queueFromSyn,
  receiveData,
  receiveFin,
  receiveQueued,
  receiveUrgent,
} from './receive-data.ts';
import { allowed, challenge, discard, refuse } from './refuse.ts';
import { has, resetFor, type Segment } from './segment.ts';
import { add, after, before, upTo, within } from './seq.ts';
import { finish, start } from './timers.ts';
import { heard } from './watch.ts';

/** A segment for a connection in any state but CLOSED, LISTEN and SYN-SENT: RFC 9293 §3.10.7.4, in its order. */
export function arriveOther(c: Connection, segment: Segment, now: Ns): void {
  if (crossed(c, segment)) return arriveOther(c, withoutSyn(segment), now);
  if (asksAgain(c, segment, now)) {
    discard(c, 'tcp.discard-duplicate', now);
    if (!allowed(c, now)) return;
    c.resend = 'tcp.resend-syn-ack';
    return start(c, TIMER.retransmission, now + c.rto.rtoNs, now);
  }
  // First, the sequence number, and with it PAWS (RFC 7323 §5.3)
  if (!inOrderOfTime(c, segment, now) && !has(segment, FLAG.RST))
    return refuse(c, 'tcp.discard-old-timestamp', now);
  if (!acceptable(c, segment)) return unacceptable(c, segment, now);
  heard(c, now);

  // Second, RST (with RFC 5961 §3: only the exact number resets; anything else in the window is challenged)
  if (has(segment, FLAG.RST)) return segment.seq === c.rcvNxt ? reset(c, now) : challenge(c, now);

  // Fourth, SYN (third is security, which nobody uses)
  if (has(segment, FLAG.SYN)) {
    if (c.state === 'SYN-RECEIVED' && c.passive && c.take('receive-syn', now)) return finish(c, now, 'reset');
    return challenge(c, now);
  }

  // Fifth, ACK
  if (!has(segment, FLAG.ACK)) return discard(c, 'tcp.discard-no-ack', now);
  c.ecn?.noteMark(segment);
  if (!acknowledge(c, segment, now)) return;

  if (c.gone) return;
  // §3.10.7.4 fifth, TIME-WAIT: nothing but the FIN again can come now. What else does come is acknowledged, as Linux does
  if (c.state === 'TIME-WAIT' && (segment.seq !== c.rcvNxt || segment.length > 0))
    return refuse(c, 'tcp.discard-outside-window', now);
  if (c.readOver && dataAfterClose(c, segment, now)) return;
  // Sixth, the urgent pointer; seventh, the data; eighth, FIN
  receiveUrgent(c, segment, now);
  receiveData(c, segment, now);
  receiveQueued(c, now);
  receiveFin(c, now);
}

/** RFC 9293 figure 8: both have sent a SYN, and now a SYN,ACK comes. What it acknowledges counts; its SYN is the one that we know. */
const crossed = (c: Connection, segment: Segment): boolean =>
  c.state === 'SYN-RECEIVED' &&
  !c.passive &&
  (segment.flags & (FLAG.SYN | FLAG.ACK | FLAG.RST)) === (FLAG.SYN | FLAG.ACK) &&
  segment.seq === c.irs &&
  segment.ack === c.sndNxt;

/**
 * The SYN that we have answered, once more: the answer was lost. Only our SYN-ACK helps a peer in SYN-SENT, to whom the bare ACK of
 * §3.10.7.4 first says nothing (Linux, tcp_check_req; RFC 9293 figures 6 and 8).
 */
const asksAgain = (c: Connection, segment: Segment, now: Ns): boolean =>
  c.state === 'SYN-RECEIVED' &&
  c.passive &&
  isSyn(segment) &&
  segment.seq === c.irs &&
  inOrderOfTime(c, segment, now);

const withoutSyn = (segment: Segment): Segment => ({
  ...segment,
  seq: add(segment.seq, 1),
  flags: segment.flags & ~FLAG.SYN,
  length: segment.length - 1,
});

/** RFC 9293 §3.10.7.3. */
export function arriveSynSent(c: Connection, segment: Segment, now: Ns): void {
  const ack = has(segment, FLAG.ACK);
  // First, the ACK bit: nothing but our SYN can be acknowledged
  if (ack && (upTo(segment.ack, c.iss) || after(segment.ack, c.sndNxt))) {
    if (!has(segment, FLAG.RST)) c.controls.push(resetFor(segment, 'tcp.reset-bad-ack'));
    return discard(c, 'tcp.discard-bad-ack', now);
  }
  // Second, RST: believed only where it acknowledges our SYN
  if (has(segment, FLAG.RST)) {
    if (ack && c.take('receive-rst', now)) return finish(c, now, 'refused');
    return discard(c, 'tcp.discard-reset', now);
  }
  // Fourth, SYN; fifth, neither: drop
  if (!has(segment, FLAG.SYN)) return discard(c, 'tcp.discard-no-syn', now);
  synchronise(c, segment);
  if (!ack) {
    // Both have sent a SYN and neither has seen an answer: send ours again, with an ACK now
    c.take('receive-syn', now);
    c.resend = 'tcp.send-syn-ack';
    return;
  }
  heard(c, now);
  acknowledge(c, segment, now);
  // What came with the SYN, then or now: §3.10.7.3, "queue it for processing after the ESTABLISHED state has been reached"
  receiveQueued(c, now);
  receiveFin(c, now);
}

/** Takes from a SYN what it says: where the peer's numbers start, its window, its options. */
export function synchronise(c: Connection, segment: Segment): void {
  c.irs = segment.seq;
  c.rcvNxt = add(segment.seq, 1);
  c.rcvAdv = add(c.rcvNxt, Math.min(0xffff, c.config.receiveBufferBytes));
  // The least that is believed leaves room for 40 bytes of options and some data
  const said = findOption(segment.options, 'mss')?.mss ?? c.peerMss;
  c.peerMss = Math.min(c.pathMss, Math.max(88, said));
  const scale = findOption(segment.options, 'window-scale');
  const { timestamps } = segment;
  // Used only where both sides offered it: RFC 7323 §2.2 and §3.2, RFC 2018 §2
  c.scaleOn &&= scale !== undefined;
  c.sackOn &&= findOption(segment.options, 'sack-permitted') !== undefined;
  c.timestampsOn &&= timestamps !== undefined;
  if (c.scaleOn && scale) {
    c.sndShift = Math.min(14, scale.shift); // RFC 7323 §2.3
    c.rcvShift = Math.min(14, c.config.windowScale ?? 0);
  }
  if (timestamps) c.tsRecent = timestamps.value;
  c.ecn?.negotiate(segment);
  c.sndWnd = c.maxSndWnd = segment.window;
  c.sndWl1 = segment.seq;
  c.sndWl2 = segment.ack;
  queueFromSyn(c, segment);
}

/** The four cases of RFC 9293 §3.10.7.4, table 6. A closed window still takes what stands exactly at its edge, without its data. */
function acceptable(c: Connection, segment: Segment): boolean {
  const open = c.receiveWindow;
  if (segment.seq === c.rcvNxt) return true;
  if (open === 0) return false;
  return (
    within(segment.seq, c.rcvNxt, open) ||
    (segment.length > 0 && within(add(segment.seq, segment.length - 1), c.rcvNxt, open))
  );
}

function unacceptable(c: Connection, segment: Segment, now: Ns): void {
  if (has(segment, FLAG.RST)) return discard(c, 'tcp.discard-reset', now);
  // §3.10.7.4 fifth, TIME-WAIT: the peer's FIN again; our acknowledgment of it was lost
  const finAgain = has(segment, FLAG.FIN) && add(segment.seq, segment.length) === c.rcvNxt;
  if (finAgain && c.state === 'TIME-WAIT' && c.take('receive-fin', now)) {
    start(c, TIMER.timeWait, now + c.config.timeWaitNs, now);
  }
  const old = before(segment.seq, c.rcvNxt);
  refuse(c, old ? 'tcp.discard-duplicate' : 'tcp.discard-outside-window', now);
}

/** RFC 7323 §5.3: a timestamp older than the last one belongs to an old duplicate; §5.5: unless the clock may have come round meanwhile. */
function inOrderOfTime(c: Connection, segment: Segment, now: Ns): boolean {
  const timestamps = c.timestampsOn ? segment.timestamps : undefined;
  if (!timestamps || !before(timestamps.value, c.tsRecent)) return true;
  return now - c.watched.heardAt > STALE_NS;
}
const STALE_NS = 24 * 24 * 3600 * SECOND;

function reset(c: Connection, now: Ns): void {
  const input = c.state === 'SYN-RECEIVED' && c.passive ? 'receive-rst-passive' : 'receive-rst';
  const opening = c.state === 'SYN-RECEIVED' && !c.passive;
  if (c.take(input, now)) finish(c, now, opening ? 'refused' : 'reset');
}

/** RFC 9293 §3.10.7.2, third: a listener makes a connection of a SYN. */
export function arriveListen(c: Connection, segment: Segment, now: Ns): void {
  synchronise(c, segment);
  c.take('receive-syn', now);
}

/**
 * RFC 9293 §3.6.1 (MAY-2), RFC 6191 §2: a SYN for a connection in TIME-WAIT opens a new one if it cannot be an old duplicate:
 * its timestamp is later than any that we have seen, or its number is beyond all of the old connection.
 */
export function reopens(c: Connection, segment: Segment): boolean {
  if (c.state !== 'TIME-WAIT' || !isSyn(segment)) return false;
  const timestamps = c.timestampsOn ? segment.timestamps : undefined;
  const later = after(segment.seq, c.rcvNxt);
  if (!timestamps || timestamps.value === c.tsRecent) return later;
  return after(timestamps.value, c.tsRecent);
}

export const isSyn = (segment: Segment): boolean =>
  (segment.flags & (FLAG.SYN | FLAG.ACK | FLAG.RST)) === FLAG.SYN;

/** Whether the segment is the one that a connection in SYN-RECEIVED waits for: in order, and it acknowledges our SYN (RFC 9293 §3.10.7.4 fifth). */
export const completesHandshake = (c: Connection, segment: Segment, now: Ns): boolean =>
  has(segment, FLAG.ACK) &&
  !has(segment, FLAG.RST) &&
  !has(segment, FLAG.SYN) &&
  segment.ack === c.sndNxt &&
  acceptable(c, segment) &&
  inOrderOfTime(c, segment, now);
