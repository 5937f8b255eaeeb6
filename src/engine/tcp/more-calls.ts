import type { Ns } from '../kernel/time.ts';
import { NO_BYTES } from '../wire/layer.ts';
import { called, taken } from './calls.ts';
import type { TcpConfig } from './config.ts';
import { TIMER } from './connection.ts';
import type { Tcp } from './tcp.ts';
import { stop } from './timers.ts';

/** Calls that sockets have beyond those of RFC 9293 §3.9.1, and programs that read slowly: who needs none of them does not load them. */

/** Changes what the program may choose for itself: Nagle, keepalive, timeouts. */
export function configure(tcp: Tcp, id: number, change: Partial<TcpConfig>, now: Ns): void {
  const c = tcp.called(id, now);
  if (!c) return;
  c.config = { ...c.config, ...change };
  if (change.keepalive !== undefined) stop(c, TIMER.keepalive, now);
}

/** What has arrived in order, `most` bytes of it; it stays (MSG_PEEK of recv(2)). */
export function peek(tcp: Tcp, id: number, most: number): Uint8Array {
  const c = tcp.held(id);
  if (!c) return NO_BYTES;
  const bytes = new Uint8Array(Math.min(most, c.inboxBytes));
  let at = 0;
  for (const chunk of c.inbox) {
    if (at === bytes.length) break;
    const part = chunk.subarray(0, bytes.length - at);
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Throws away what has arrived in order, as a program does that wants none of it (MSG_TRUNC of tcp(7)); gives how much it was. */
export function skip(tcp: Tcp, id: number, now: Ns): number {
  const c = tcp.held(id);
  if (!c || c.inboxBytes === 0) return 0;
  tcp.called(id, now);
  const bytes = c.inboxBytes;
  taken(c, c.inbox.length, bytes);
  return bytes;
}

/** Reads as a call that the trace tells of (RFC 9293 §3.10.3, with a buffer of `most` bytes). */
export function readSome(tcp: Tcp, id: number, most: number, now: Ns): Uint8Array {
  if (!tcp.connection(id)?.inboxBytes) return NO_BYTES;
  const c = tcp.called(id, now)!;
  const bytes = tcp.read(id, now, most);
  called(c, 'read', bytes.length, true, now);
  return bytes;
}
