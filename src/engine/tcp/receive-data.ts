import type { Ns } from '../kernel/time.ts';
import { FLAG } from '../wire/tcp.ts';
import { TIMER, type Connection } from './connection.ts';
import { has, resetFor, type Segment } from './segment.ts';
import { add, after, before, distance } from './seq.ts';
import { finish, runs, start, waitTwoMsl } from './timers.ts';

const RECEIVING = new Set<string>(['ESTABLISHED', 'FIN-WAIT-1', 'FIN-WAIT-2']);

/** RFC 9293 §3.10.7.4 seventh: puts the data in its place, gives on what is in order, and acknowledges. */
export function receiveData(c: Connection, segment: Segment, now: Ns): void {
  if (!RECEIVING.has(c.state)) return;
  let { seq, data } = segment;
  const total = data.length;
  // Trimmed to the window, at both ends
  if (before(seq, c.rcvNxt)) {
    data = data.subarray(Math.min(data.length, distance(c.rcvNxt, seq)));
    seq = c.rcvNxt;
  }
  // ... and to where the peer's stream has ended: nothing can follow a FIN
  const limit = c.peerFin !== null && before(c.peerFin, c.rcvAdv) ? c.peerFin : c.rcvAdv;
  const fits = Math.max(0, distance(limit, seq));
  if (fits < data.length) data = data.subarray(0, fits);
  const end = add(segment.seq, total);
  if (has(segment, FLAG.FIN) && !before(c.rcvAdv, end)) c.peerFin ??= end;
  if (total === 0) return;
  if (data.length === 0) {
    c.ackReason = 'tcp.ack-window-closed';
  } else if (seq === c.rcvNxt) {
    const gapBefore = c.reassembly.bytes > 0;
    takeIn(c, data, now);
    requestAck(c, gapBefore ? 'tcp.ack-gap-filled' : 'tcp.ack-data', gapBefore, now);
  } else {
    c.reassembly.insert(seq, data);
    // RFC 5681 §4.2: a segment beyond a gap is acknowledged at once, which the sender sees as a duplicate
    c.ackReason = 'tcp.ack-out-of-order';
    c.update('tcp.kept-out-of-order', now);
  }
}

/** Data and FIN that come with a SYN wait until the connection is ESTABLISHED (RFC 9293 §3.10.7.2 and §3.10.7.3). */
export function queueFromSyn(c: Connection, { data, flags }: Segment): void {
  const taken = data.subarray(0, Math.max(0, distance(c.rcvAdv, c.rcvNxt)));
  if (taken.length > 0) c.reassembly.insert(c.rcvNxt, taken);
  if (flags & FLAG.FIN && taken.length === data.length) c.peerFin ??= add(c.rcvNxt, data.length);
}

export function receiveQueued(c: Connection, now: Ns): void {
  if (c.state !== 'ESTABLISHED' || c.reassembly.bytes === 0) return;
  const first = c.reassembly.take(c.rcvNxt);
  if (first) {
    takeIn(c, first, now);
    c.ackReason = 'tcp.ack-data';
  }
}

/**
 * RFC 9293 §3.8.5: where the urgent data ends (RFC 6093 §3.1: at the byte before the one that the pointer names). The program
 * is told (MUST-32); the data stays where it is in the stream, as RFC 6093 §6 wants it.
 */
export function receiveUrgent(c: Connection, segment: Segment, now: Ns): void {
  if (!has(segment, FLAG.URG) || segment.urgent === 0 || !RECEIVING.has(c.state)) return;
  const end = add(segment.seq, segment.urgent);
  if (!after(end, c.rcvNxt) || (c.rcvUp !== null && !after(end, c.rcvUp))) return;
  c.rcvUp = end;
  c.deliver('urgent', distance(end, c.rcvNxt), now);
}

/** RFC 9293 §3.6.1 (SHLD-3), RFC 1122 §4.2.2.13: nobody is left to read what comes; the peer must know that it is lost. */
export function dataAfterClose(c: Connection, segment: Segment, now: Ns): boolean {
  const fresh = segment.data.length > 0 && after(add(segment.seq, segment.data.length), c.rcvNxt);
  if (!fresh || !RECEIVING.has(c.state)) return false;
  c.controls.push(resetFor(segment, 'tcp.reset-after-close'));
  if (c.take('abort', now)) finish(c, now, 'closed');
  return true;
}

function takeIn(c: Connection, first: Uint8Array, now: Ns): void {
  let bytes = 0;
  for (let next: Uint8Array | undefined = first; next; next = c.reassembly.take(c.rcvNxt)) {
    // As in Turns: most programs have read what came before
    if (c.inbox.length === 0) c.inbox = [next];
    else c.inbox.push(next);
    c.inboxBytes += next.length;
    c.rcvNxt = add(c.rcvNxt, next.length);
    bytes += next.length;
  }
  // RFC 9293 §3.8.5: RCV.UP keeps up with RCV.NXT; read on, it is nothing to come back to
  if (c.rcvUp !== null && !after(c.rcvUp, c.rcvNxt)) c.rcvUp = null;
  c.deliver('data', bytes, now);
}

/** RFC 9293 §3.8.6.3: at least every second full segment is acknowledged at once; one alone may wait. */
function requestAck(c: Connection, reason: string, atOnce: boolean, now: Ns): void {
  const { delayedAckNs } = c.config;
  const waiting = distance(c.rcvNxt, c.lastAckSent);
  if (delayedAckNs === null || atOnce || waiting >= 2 * c.peerMss) c.ackReason = reason;
  else if (!runs(c, TIMER.delayedAck)) start(c, TIMER.delayedAck, now + delayedAckNs, now);
}

/** RFC 9293 §3.10.7.4 eighth: the peer's stream has ended here, and all before it is in. */
export function receiveFin(c: Connection, now: Ns): void {
  if (c.peerFin !== c.rcvNxt || !RECEIVING.has(c.state)) return;
  c.rcvNxt = add(c.rcvNxt, 1);
  c.ackReason = 'tcp.ack-fin';
  c.take('receive-fin', now);
  c.deliver('end', 0, now);
  if (c.state === 'TIME-WAIT') waitTwoMsl(c, now);
}
