import type { Ns } from '../kernel/time.ts';
import type { CallEvent } from '../net/events.ts';
import type { Slab } from '../wire/slab.ts';
import { FLAG } from '../wire/tcp.ts';
import type { Connection } from './connection.ts';
import { windowStep } from './outgoing.ts';
import { noteAppLimited } from './recovery.ts';
import { distance } from './seq.ts';
import { transition } from './states.ts';
import { finish } from './timers.ts';

/** The program's calls: RFC 9293 §3.10.2 to §3.10.5. Each says whether the state allows it. */

/** `urgent`: the peer's program is to hear of this data before it reads it (RFC 9293 §3.8.5; MSG_OOB of send(2)). */
export function send(c: Connection, bytes: Uint8Array, now: Ns, urgent = false): boolean {
  const accepted = !c.finQueued && SENDING.has(c.state);
  if (accepted) {
    noteAppLimited(c);
    c.sendBuffer.append(bytes);
    if (urgent) c.sndUp = c.dataEnd;
  }
  return called(c, 'send', bytes.length, accepted, now);
}
const SENDING = new Set<string>(['SYN-SENT', 'SYN-RECEIVED', 'ESTABLISHED', 'CLOSE-WAIT']);

export function close(c: Connection, now: Ns): boolean {
  const accepted = !c.finQueued && (SENDING.has(c.state) || c.state === 'LISTEN');
  called(c, 'close', 0, accepted, now);
  if (!accepted) return false;
  if (c.state === 'SYN-SENT') {
    c.take('close', now);
    finish(c, now, 'closed');
    return true;
  }
  c.finQueued = true;
  // §3.10.4: in SYN-RECEIVED with data queued, the close waits until the connection is ESTABLISHED
  if (c.state !== 'SYN-RECEIVED' || c.sendBuffer.length === 0) c.take('close', now);
  return true;
}

/**
 * The program lets go of the connection for both directions, as closing a socket does. RFC 9293 §3.6.1 (SHLD-3), RFC 2525 §2.17:
 * what it has not read is lost, and so is what comes later; the peer hears that by a RST.
 */
export function leave(c: Connection, now: Ns): boolean {
  const accepted = !c.gone && !c.readOver;
  c.readOver = true;
  const lost = c.inboxBytes > 0 && transition(c.state, 'abort')?.sends === 'RST';
  if (!lost && !c.finQueued) return close(c, now);
  called(c, 'close', 0, accepted, now);
  if (!lost || !accepted) return accepted;
  c.controls.push({ seq: c.sndNxt, ack: c.rcvNxt, flags: FLAG.RST | FLAG.ACK, reason: 'tcp.reset-unread' });
  c.take('abort', now);
  finish(c, now, 'closed');
  return true;
}

export function abort(c: Connection, now: Ns): boolean {
  const accepted = !c.gone;
  called(c, 'abort', 0, accepted, now);
  if (!accepted) return false;
  const quiet =
    c.state === 'SYN-SENT' || c.state === 'CLOSING' || c.state === 'LAST-ACK' || c.state === 'TIME-WAIT';
  // §3.10.5: <SEQ=SND.NXT><CTL=RST>, from every state in which the peer may still count on us
  if (!quiet) c.controls.push({ seq: c.sndNxt, ack: 0, flags: FLAG.RST, reason: 'tcp.reset-abort' });
  c.take('abort', now);
  finish(c, now, 'closed');
  return true;
}

/** What has arrived in order, `most` bytes of it at most; the window opens by as much. */
export function read(c: Connection, slab: Slab, most = c.inboxBytes): Uint8Array {
  // Copied: the packets belong to whoever drives the host, what is read to the program
  const bytes = slab.take(Math.min(most, c.inboxBytes));
  let at = 0;
  let used = 0;
  for (; at < bytes.length; used += 1) {
    const chunk = c.inbox[used]!;
    const space = bytes.length - at;
    const part = chunk.length <= space ? chunk : chunk.subarray(0, space);
    bytes.set(part, at);
    at += part.length;
    if (part.length === chunk.length) continue;
    c.inbox[used] = chunk.subarray(part.length);
    break;
  }
  taken(c, used, bytes.length);
  return bytes;
}

/** The first pieces, so many bytes of the inbox, are the program's. */
export function taken(c: Connection, pieces: number, bytes: number): void {
  const before = c.receiveWindow;
  c.inbox = pieces === c.inbox.length ? [] : c.inbox.slice(pieces);
  c.inboxBytes -= bytes;
  // RFC 9293 §3.8.6.2.2: a window that was nearly closed is opened by a segment of its own
  const space = c.config.receiveBufferBytes - c.inboxBytes;
  const opens = c.state === 'ESTABLISHED' || c.state === 'FIN-WAIT-1' || c.state === 'FIN-WAIT-2';
  const least = Math.min(c.config.mss, c.config.receiveBufferBytes / 2);
  if (opens && before < least && space - distance(c.rcvAdv, c.rcvNxt) >= windowStep(c))
    c.ackReason ??= 'tcp.ack-window-open';
}

export function called(
  c: Connection,
  call: CallEvent['call'],
  bytes: number,
  accepted: boolean,
  now: Ns,
): boolean {
  if (!c.traced) return accepted;
  c.say(now, {
    kind: 'call',
    reason: accepted ? `tcp.call-${call}` : 'tcp.call-refused',
    call,
    bytes,
    accepted,
  });
  return accepted;
}
