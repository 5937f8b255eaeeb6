import { MILLISECOND, type Ns } from '../kernel/time.ts';
import { FLAG } from '../wire/tcp.ts';
import { paddedLength, type TcpOption } from '../wire/tcp-options.ts';
import type { Connection } from './connection.ts';
import { add, distance, type Seq } from './seq.ts';
import { arm, stop } from './timers.ts';

/** What the stack is to put into a packet. */
export interface Outgoing {
  readonly seq: Seq;
  readonly ack: Seq;
  readonly flags: number;
  readonly window: number;
  readonly options: readonly TcpOption[];
  readonly data: Uint8Array;
  readonly reason: string;
  readonly retransmission: boolean;
}

const NO_DATA = new Uint8Array(0);
const NOP: TcpOption = { kind: 'nop' };

/** Everything that the connection has to send now, in order: resets, what was lost, what is new, an acknowledgment if none rode along. */
export function output(c: Connection, now: Ns): Outgoing[] {
  const out: Outgoing[] = c.controls.map((one) => ({
    ...one,
    window: 0,
    options: [],
    data: NO_DATA,
    retransmission: false,
  }));
  c.controls.length = 0;
  if (c.gone) return out;
  if (c.resend !== null && c.sndNxt !== c.sndUna) out.push(resend(c, c.resend, now));
  c.resend = null;
  const held = c.sndNxt === c.iss ? sendSyn(c, out, now) : sendNew(c, out, now);
  if (c.probe) sendProbe(c, out, now);
  if (c.ackReason !== null && c.state !== 'SYN-SENT') {
    out.push(segment(c, c.sndNxt, FLAG.ACK, NO_DATA, c.ackReason, false, now));
  }
  arm(c, held, now);
  return out;
}

function sendSyn(c: Connection, out: Outgoing[], now: Ns): boolean {
  c.sndNxt = add(c.iss, 1);
  time(c, now);
  out.push(syn(c, c.state === 'SYN-SENT' ? 'tcp.send-syn' : 'tcp.send-syn-ack', false, now));
  return false;
}

function syn(c: Connection, reason: string, retransmission: boolean, now: Ns): Outgoing {
  return segment(
    c,
    c.iss,
    c.state === 'SYN-SENT' ? FLAG.SYN : FLAG.SYN | FLAG.ACK,
    NO_DATA,
    reason,
    retransmission,
    now,
  );
}

/** Sends new data and the FIN as far as the windows allow. Gives whether something is held back. */
function sendNew(c: Connection, out: Outgoing[], now: Ns): boolean {
  // Data waits until the connection is ESTABLISHED (RFC 9293 §3.10.2: queued in SYN-SENT and SYN-RECEIVED)
  if (c.state === 'SYN-SENT' || c.state === 'SYN-RECEIVED') return false;
  for (;;) {
    const queued = distance(c.dataEnd, c.sndNxt);
    if (queued < 0 || (queued === 0 && !c.finQueued)) return false;
    const usable = distance(add(c.sndUna, Math.min(c.sndWnd, c.congestion.cwndBytes, 0x3fffffff)), c.sndNxt);
    const length = Math.max(0, Math.min(queued, usable, room(c)));
    const fin = c.finQueued && length === queued && usable > length;
    if (length === 0 ? !fin : !fin && !worthSending(c, length, queued)) return true;
    out.push(fresh(c, length, fin, now));
  }
}

/** Bytes of data that fit into a segment beside its options (RFC 6691 §2, RFC 9293 §3.7.1). */
const room = (c: Connection): number =>
  Math.min(c.peerMss, c.config.mss) - paddedLength(optionsFor(c, FLAG.ACK, 0));

/** Silly window avoidance of the sender and Nagle's algorithm (RFC 9293 §3.8.6.2.1, §3.7.4). */
function worthSending(c: Connection, length: number, queued: number): boolean {
  const idle = c.sndNxt === c.sndUna;
  if (length >= room(c)) return true;
  if (length === queued && (idle || !c.config.nagle)) return true;
  return length >= c.maxSndWnd / 2 && c.maxSndWnd > 0;
}

function fresh(c: Connection, length: number, fin: boolean, now: Ns): Outgoing {
  const from = distance(c.sndNxt, c.dataStart);
  const data = c.sendBuffer.view(from, from + length);
  const last = length > 0 && from + length === c.sendBuffer.length;
  const seq = c.sndNxt;
  c.sndNxt = add(seq, length + (fin ? 1 : 0));
  time(c, now);
  const flags = FLAG.ACK | (last ? FLAG.PSH : 0) | (fin ? FLAG.FIN : 0);
  const reason = length > 0 ? (fin ? 'tcp.send-data-fin' : 'tcp.send-data') : 'tcp.send-fin';
  return segment(c, seq, flags, data, reason, false, now);
}

/** Times one segment at a time (RFC 6298 §3: at least one measurement a round trip). */
function time(c: Connection, now: Ns): void {
  if (c.timedEnd !== null || c.recover !== null || c.retries > 0) return;
  c.timedEnd = c.sndNxt;
  c.timedAt = now;
}

/** The earliest segment that is not acknowledged (RFC 6298 (5.4)). A closed window is offered one byte of it. */
function resend(c: Connection, reason: string, now: Ns): Outgoing {
  c.timedEnd = null;
  if (c.sndUna === c.iss) return syn(c, reason, true, now);
  const sent = Math.min(distance(c.sndNxt, c.sndUna), c.sendBuffer.length);
  const length = Math.min(sent, c.sndWnd === 0 ? 1 : room(c));
  const fin = c.finSent && length === c.sendBuffer.length;
  const flags =
    FLAG.ACK | (length > 0 && length === c.sendBuffer.length ? FLAG.PSH : 0) | (fin ? FLAG.FIN : 0);
  return segment(c, c.sndUna, flags, c.sendBuffer.view(0, length), reason, true, now);
}

/** A window probe: the byte at the window's edge, or as much as the window takes (RFC 9293 §3.8.6.1, §3.8.6.2.1 override). */
function sendProbe(c: Connection, out: Outgoing[], now: Ns): void {
  c.probe = false;
  if (c.sndNxt !== c.sndUna) {
    out.push(resend(c, 'tcp.send-probe', now));
    return;
  }
  const length = Math.max(Math.min(1, c.sendBuffer.length), Math.min(c.sendBuffer.length, c.sndWnd, room(c)));
  const fin = c.finQueued && length === c.sendBuffer.length;
  if (length > 0 || fin) out.push({ ...fresh(c, length, fin, now), reason: 'tcp.send-probe' });
}

function segment(
  c: Connection,
  seq: Seq,
  flags: number,
  data: Uint8Array,
  reason: string,
  retransmission: boolean,
  now: Ns,
): Outgoing {
  const options = optionsFor(c, flags, now);
  const advertised = c.irs === null ? Math.min(0xffff, c.config.receiveBufferBytes) : advertise(c, flags);
  if (flags & FLAG.ACK) {
    c.ackReason = null;
    c.lastAckSent = c.rcvNxt;
    stop(c, 'delayed-ack', now);
  }
  return {
    seq,
    ack: flags & FLAG.ACK ? c.rcvNxt : 0,
    flags,
    window: advertised,
    options,
    data,
    reason,
    retransmission,
  };
}

/** The window field. Its right edge moves in worthwhile steps only and never back (RFC 9293 §3.8.6.2.2, §3.8.6). */
function advertise(c: Connection, flags: number): number {
  const space = Math.max(0, c.config.receiveBufferBytes - c.inboxBytes);
  const gain = distance(add(c.rcvNxt, space), c.rcvAdv);
  if (gain >= Math.min(c.config.mss, c.config.receiveBufferBytes / 2)) c.rcvAdv = add(c.rcvNxt, space);
  // RFC 7323 §2.2: the window of a SYN is never scaled
  if (flags & FLAG.SYN) return Math.min(0xffff, c.receiveWindow);
  return Math.min(0xffff, c.receiveWindow >>> c.rcvShift);
}

function optionsFor(c: Connection, flags: number, now: Ns): readonly TcpOption[] {
  // RFC 7323 §5.4: a clock of one tick a millisecond
  const timestamps = (): TcpOption => ({
    kind: 'timestamps',
    value: (c.iss + Math.floor(now / MILLISECOND)) >>> 0,
    echo: c.irs === null ? 0 : c.tsRecent,
  });
  const options: TcpOption[] = [];
  if (flags & FLAG.SYN) {
    options.push({ kind: 'mss', mss: c.config.mss });
    if (c.sackOn) options.push({ kind: 'sack-permitted' });
    if (c.timestampsOn) options.push(timestamps());
    if (c.scaleOn) options.push(NOP, { kind: 'window-scale', shift: c.config.windowScale ?? 0 });
    return options;
  }
  if (c.timestampsOn) options.push(NOP, NOP, timestamps());
  if (c.sackOn) {
    const blocks = c.reassembly.blocks(c.timestampsOn ? 3 : 4);
    if (blocks.length > 0) options.push(NOP, NOP, { kind: 'sack', blocks });
  }
  return options;
}
