import type { Ns } from '../kernel/time.ts';
import type { Connection } from './connection.ts';
import { has, type Segment } from './segment.ts';
import { add, before, distance } from './seq.ts';
import { start, waitTwoMsl } from './timers.ts';

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
  data = data.subarray(0, Math.max(0, Math.min(data.length, distance(c.rcvAdv, seq))));
  const end = add(segment.seq, total);
  if (has(segment, 'FIN') && !before(c.rcvAdv, end)) c.peerFin ??= end;
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

function takeIn(c: Connection, first: Uint8Array, now: Ns): void {
  let bytes = 0;
  for (let next: Uint8Array | undefined = first; next; next = c.reassembly.take(c.rcvNxt)) {
    // Copied: the packet belongs to whoever drives the host
    c.inbox.push(next.slice());
    c.inboxBytes += next.length;
    c.rcvNxt = add(c.rcvNxt, next.length);
    bytes += next.length;
  }
  c.deliver('data', bytes, now);
}

/** RFC 9293 §3.8.6.3: at least every second full segment is acknowledged at once; one alone may wait. */
function requestAck(c: Connection, reason: string, atOnce: boolean, now: Ns): void {
  const { delayedAckNs } = c.config;
  const waiting = distance(c.rcvNxt, c.lastAckSent);
  if (delayedAckNs === null || atOnce || waiting >= 2 * c.peerMss) c.ackReason = reason;
  else if (c.due['delayed-ack'] === null) start(c, 'delayed-ack', now + delayedAckNs, now);
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
