import { SECOND, type Ns } from '../kernel/time.ts';
import { FLAG } from '../wire/tcp.ts';
import { TIMER, type Connection } from './connection.ts';
import { ECN } from './ecn.ts';
import { beside, NO_DATA, resetStamp, room, segment, type Outbox, type Outgoing } from './outgoing.ts';
import { allowance, nextGuess } from './recovery.ts';
import { MARK } from './scoreboard.ts';
import { add, distance } from './seq.ts';
import { arm, runs } from './timers.ts';

/** Everything that the connection has to send now, in order: resets, what was lost, what is new, an acknowledgment if none rode along. */
export function output(c: Connection, out: Outbox, now: Ns): void {
  // Few have any, and even emptying an empty list costs more than the look
  if (c.controls.length > 0)
    for (const one of c.controls.splice(0)) out.push(beside(c.tuple, one, resetStamp(c, now)));
  if (c.gone) return;
  if (c.resend !== null && c.board.size > 0) out.push(again(c, c.board.firstNotSacked(), c.resend, now));
  c.resend = null;
  const held = c.sndNxt === c.iss ? sendSyn(c, out, now) : sendStream(c, out, now);
  if (c.probe) sendProbe(c, out, now);
  // RFC 9293 §3.8.4: a number that the peer has acknowledged already, so that it must answer
  if (c.watched.probe)
    out.push(segment(c, add(c.sndNxt, -1), FLAG.ACK, NO_DATA, 'tcp.send-keepalive', false, now));
  c.watched.probe = false;
  if (c.ackReason !== null && c.state !== 'SYN-SENT') {
    out.push(segment(c, c.sndNxt, FLAG.ACK, NO_DATA, c.ackReason, false, now));
  }
  arm(c, held, now);
}

function sendSyn(c: Connection, out: Outbox, now: Ns): boolean {
  c.sndNxt = add(c.iss, 1);
  left(c, c.board.push(c.iss, 1, MARK.syn), 0, now);
  out.push(syn(c, c.state === 'SYN-SENT' ? 'tcp.send-syn' : 'tcp.send-syn-ack', false, now));
  return false;
}

function syn(c: Connection, reason: string, retransmission: boolean, now: Ns): Outgoing {
  const flags = (c.state === 'SYN-SENT' ? FLAG.SYN : FLAG.SYN | FLAG.ACK) | (c.ecn?.setupFlags(c) ?? 0);
  return segment(c, c.iss, flags, NO_DATA, reason, retransmission, now);
}

/**
 * What is lost and what is new, as far as the windows allow: RFC 6675 §4 NextSeg in its order, of which a sender without SACK and
 * without losses knows only (2). Gives whether something is held back by the peer's window or for company.
 */
function sendStream(c: Connection, out: Outbox, now: Ns): boolean {
  // Data waits until the connection is ESTABLISHED (RFC 9293 §3.10.2: queued in SYN-SENT and SYN-RECEIVED)
  if (c.state === 'SYN-SENT' || c.state === 'SYN-RECEIVED') return false;
  let held = false;
  while (!paced(c, now)) {
    const lost = c.board.firstWaiting();
    if (lost >= 0) {
      if (!mayResend(c, lost)) break;
      out.push(again(c, lost, c.recovery.reason, now));
      continue;
    }
    const next = nextNew(c, now);
    if (next === 'held') held = true;
    else if (next !== 'nothing') {
      out.push(fresh(c, next.length, next.fin, now));
      continue;
    }
    const guess = nextGuess(c);
    if (!guess || !mayResend(c, guess.at)) break;
    out.push(again(c, guess.at, guess.rescue ? 'tcp.resend-rescue' : 'tcp.resend-hole', now, guess.rescue));
  }
  if (allowance(c) < c.smss) c.fullUpTo = c.sndNxt;
  return held;
}

/** Whether the windows let a segment out again: the congestion window as for new data, and no further than the peer's (RFC 9293 §3.8.6, SHLD-16). */
function mayResend(c: Connection, at: number): boolean {
  const offset = distance(c.board.seq(at), c.sndUna);
  return offset < c.sndWnd && Math.min(c.board.length(at), c.smss) <= allowance(c);
}

/** The next new segment: bytes of data, and whether the FIN goes with them. */
function nextNew(
  c: Connection,
  now: Ns,
): { readonly length: number; readonly fin: boolean } | 'held' | 'nothing' {
  const queued = distance(c.dataEnd, c.sndNxt);
  if (queued < 0 || (queued === 0 && !c.finQueued)) return 'nothing';
  // RFC 5681 §4.1: after more than one RTO of silence the window is what it was at the start
  if (c.board.size === 0 && now - c.dataSentAt > c.rto.rtoNs) {
    c.decisions += 1;
    c.congestion.onIdle?.(now);
    c.dataSentAt = now;
  }
  const open = distance(add(c.sndUna, c.sndWnd), c.sndNxt);
  const length = Math.max(0, Math.min(queued, open, allowance(c), room(c)));
  // RFC 5681 §2: the congestion window limits data. A FIN takes room in the peer's window only
  const fin = c.finQueued && length === queued && open > length;
  if (length === 0 ? !fin : !fin && !worthSending(c, length, queued)) return 'held';
  return { length, fin };
}

/** Silly window avoidance of the sender and Nagle's algorithm (RFC 9293 §3.8.6.2.1, §3.7.4). */
function worthSending(c: Connection, length: number, queued: number): boolean {
  const idle = c.sndNxt === c.sndUna;
  if (length >= room(c)) return true;
  // Without the cure whatever the window leaves room for goes out, as before RFC 813; Nagle's rule is about small writes only
  if (!c.config.senderSwsAvoidance && length < queued) return true;
  // Conditions (2) and (3), both in Nagle's brackets: nothing may be out
  if (c.config.nagle && !idle) return false;
  return length === queued || (c.maxSndWnd > 0 && length >= c.maxSndWnd / 2);
}

function fresh(c: Connection, length: number, fin: boolean, now: Ns): Outgoing {
  const seq = c.sndNxt;
  const inFlight = c.board.inFlightBytes;
  c.congestion.onSend?.(length, inFlight, now);
  c.sndNxt = add(seq, length + (fin ? 1 : 0));
  left(c, c.board.push(seq, length + (fin ? 1 : 0), fin ? MARK.fin : 0), inFlight, now);
  if (c.recovery.phase === 'open' && c.duplicateAcks > 0) c.recovery.limitedBytes += length;
  const reason =
    length === 0
      ? 'tcp.send-fin'
      : fin
        ? 'tcp.send-data-fin'
        : c.recovery.limitedBytes > 0
          ? 'tcp.send-limited'
          : 'tcp.send-data';
  return carry(c, seq, length, fin, reason, false, now);
}

/** Segment `at` once more (RFC 6298 (5.4), RFC 6675 §5 (C.1)). One that has become too long, by options or by a smaller MTU, goes in two. */
function again(c: Connection, at: number, reason: string, now: Ns, rescue = false): Outgoing {
  const { board } = c;
  if (board.has(at, MARK.syn)) {
    resent(c, at, rescue, now);
    return syn(c, reason, true, now);
  }
  const fits = room(c);
  if (board.length(at) - (board.has(at, MARK.fin) ? 1 : 0) > fits) {
    board.split(at, fits);
    if (rescue) return again(c, at + 1, reason, now, rescue);
  }
  resent(c, at, rescue, now);
  const fin = board.has(at, MARK.fin);
  return carry(c, board.seq(at), board.length(at) - (fin ? 1 : 0), fin, reason, true, now);
}

function resent(c: Connection, at: number, rescue: boolean, now: Ns): void {
  const inFlight = c.board.inFlightBytes;
  // RFC 6675 §4 NextSeg (4): HighRxt does not move for a rescue, of which there is one a recovery
  if (rescue) c.recovery.rescuedTo = c.recovery.point;
  c.board.mark(at, rescue ? MARK.ambiguous : MARK.ambiguous | MARK.resent);
  left(c, at, inFlight, now);
}

/** Segment `at` leaves, while so much was in flight. */
function left({ board, rate }: Connection, at: number, inFlight: number, now: Ns): void {
  if (rate) rate.sent(board, at, inFlight, now);
  else board.stamp(at, now, 0, 0, 0);
}

/** Data from the send buffer in a segment. PSH with the last that the program gave (RFC 9293 §3.9.1.2). */
function carry(
  c: Connection,
  seq: number,
  length: number,
  fin: boolean,
  reason: string,
  retransmission: boolean,
  now: Ns,
): Outgoing {
  const from = distance(seq, c.dataStart);
  const data = length > 0 ? c.sendBuffer.view(from, from + length) : NO_DATA;
  const last = length > 0 && from + length === c.sendBuffer.length;
  // RFC 3168 §6.1.4, §6.1.5: neither acknowledgments nor what is sent again may be marked
  const marked = c.ecn?.on && length > 0 && !retransmission ? c.ecn : undefined;
  const flags = FLAG.ACK | (last ? FLAG.PSH : 0) | (fin ? FLAG.FIN : 0) | (marked?.confirmFlag() ?? 0);
  if (length > 0) {
    c.dataSentAt = now;
    pace(c, length, now);
  }
  return segment(c, seq, flags, data, reason, retransmission, now, marked ? ECN.capable : ECN.notCapable);
}

/** A window probe: the byte at the window's edge, or as much as the window takes (RFC 9293 §3.8.6.1, §3.8.6.2.1 override). */
function sendProbe(c: Connection, out: Outbox, now: Ns): void {
  c.probe = false;
  if (c.board.size > 0) {
    const fin = c.board.has(0, MARK.fin) && c.board.length(0) === 1;
    c.board.mark(0, MARK.ambiguous);
    out.push(carry(c, c.sndUna, fin ? 0 : 1, fin, 'tcp.send-probe', true, now));
    return;
  }
  const waiting = c.sendBuffer.length;
  const length = Math.max(Math.min(1, waiting), Math.min(waiting, c.sndWnd, room(c)));
  const fin = c.finQueued && length === waiting;
  if (length === 0 && !fin) return;
  // RFC 3168 §6.1.6: no probe may be marked
  out.push({ ...fresh(c, length, fin, now), ecn: ECN.notCapable, reason: 'tcp.send-probe' });
}

/** Whether the control's rate lets nothing out yet. */
function paced(c: Connection, now: Ns): boolean {
  return runs(c, TIMER.pacing) && c.due[TIMER.pacing]! > now;
}

/** The next segment may leave once this one has, at the control's rate. */
function pace(c: Connection, bytes: number, now: Ns): void {
  const rate = c.congestion.pacingRateBps;
  if (rate === null) return;
  const from = runs(c, TIMER.pacing) ? Math.max(now, c.due[TIMER.pacing]!) : now;
  c.due[TIMER.pacing] = from + Math.ceil((bytes * 8 * SECOND) / Math.max(1, rate));
}
