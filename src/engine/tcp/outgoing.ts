import type { Ns } from '../kernel/time.ts';
import { FLAG, type TcpHeader } from '../wire/tcp.ts';
import { NO_OPTIONS, NOP, type TcpOption, type Timestamps } from '../wire/tcp-options.ts';
import { TIMER, type Connection } from './connection.ts';
import { timestampAt } from './delivered.ts';
import type { Tuple } from './isn.ts';
import type { Control } from './segment.ts';
import { add, distance, type Seq } from './seq.ts';
import { stop } from './timers.ts';

/** What the stack is to put into a packet: the header, and what is behind it. */
export interface Outgoing extends TcpHeader {
  readonly data: Uint8Array;
  /** The ECN bits of the packet; 0: not capable (RFC 3168 §5). */
  readonly ecn: number;
  readonly reason: string;
  readonly retransmission: boolean;
}

/** What one turn of a connection gives, in order. A list that is emptied loses its room, and nearly every packet would pay for a new one. */
export class Outbox {
  readonly #items: Outgoing[] = [];
  count = 0;

  push(one: Outgoing): void {
    this.#items[this.count++] = one;
  }
  at(nth: number): Outgoing {
    return this.#items[nth]!;
  }
}

export const NO_DATA = new Uint8Array(0);

/** Bytes of data that fit into a segment beside its options (RFC 6691 §2, RFC 9293 §3.7.1). */
export const room = (c: Connection): number => c.smss - (c.reassembly.bytes === 0 ? 0 : sackBytes(c));

/** RFC 2018 §3: two bytes and eight for each block, behind two of padding. */
function sackBytes(c: Connection): number {
  const blocks = c.sackOn ? c.reassembly.blocks(c.timestampsOn ? 3 : 4).length : 0;
  return blocks === 0 ? 0 : 4 + 8 * blocks;
}

const NEVER_URGENT = FLAG.SYN | FLAG.RST;

/**
 * A segment with the window and the options of this moment. One that acknowledges does so for all that waits; every one that begins before the
 * end of urgent data says where that is (RFC 9293 §3.8.5).
 */
export function segment(
  c: Connection,
  seq: Seq,
  flags: number,
  data: Uint8Array,
  reason: string,
  retransmission: boolean,
  now: Ns,
  ecn = 0,
): Outgoing {
  const options = optionsFor(c, flags, now);
  const timestamps = c.timestampsOn && options.length === 0 ? stamp(c, now) : undefined;
  const advertised = c.irs === null ? Math.min(0xffff, c.config.receiveBufferBytes) : advertise(c, flags);
  if (flags & FLAG.ACK) {
    if (c.ecn?.echoing) flags |= FLAG.ECE;
    c.ackReason = null;
    c.lastAckSent = c.rcvNxt;
    stop(c, TIMER.delayedAck, now);
  }
  const ahead = c.sndUp === null || flags & NEVER_URGENT ? 0 : distance(c.sndUp, seq);
  const urgent = Math.max(0, Math.min(0xffff, ahead));
  return {
    sourcePort: c.tuple.localPort,
    destinationPort: c.tuple.remotePort,
    seq,
    ack: flags & FLAG.ACK ? c.rcvNxt : 0,
    flags: urgent > 0 ? flags | FLAG.URG : flags,
    window: advertised,
    urgent,
    options,
    timestamps,
    data,
    ecn,
    reason,
    retransmission,
  };
}

/** A segment beside the stream: a reset. */
export const beside = (
  { localPort, remotePort }: Tuple,
  { seq, ack, flags, reason }: Control,
  timestamps?: Timestamps,
): Outgoing => ({
  sourcePort: localPort,
  destinationPort: remotePort,
  ...{ seq, ack, flags, window: 0, urgent: 0, options: NO_OPTIONS, data: NO_DATA, ecn: 0, reason },
  ...{ timestamps, retransmission: false },
});

/** RFC 7323 §3.2: once both have agreed on timestamps, a reset should carry them too. */
export const resetStamp = (c: Connection, now: Ns): Timestamps | undefined =>
  c.timestampsOn && c.irs !== null ? stamp(c, now) : undefined;

/** Least that the window's right edge moves by: RFC 9293 §3.8.6.2.2, with Fr = 1/2; one byte where the cure is switched off. */
export const windowStep = ({ config }: Connection): number =>
  config.receiverSwsAvoidance ? Math.min(config.mss, config.receiveBufferBytes / 2) : 1;

/** The window field. Its right edge moves in worthwhile steps only and never back (RFC 9293 §3.8.6.2.2, §3.8.6). */
function advertise(c: Connection, flags: number): number {
  const space = Math.max(0, c.config.receiveBufferBytes - c.inboxBytes);
  const gain = distance(add(c.rcvNxt, space), c.rcvAdv);
  if (gain >= windowStep(c)) c.rcvAdv = add(c.rcvNxt, space);
  // RFC 7323 §2.2: the window of a SYN is never scaled
  if (flags & FLAG.SYN) return Math.min(0xffff, c.receiveWindow);
  return Math.min(0xffff, c.receiveWindow >>> c.rcvShift);
}

const stamp = (c: Connection, now: Ns): Timestamps => ({
  kind: 'timestamps',
  value: timestampAt(c, now),
  echo: c.irs === null ? 0 : c.tsRecent,
});

/** But for timestamps that stand alone. */
function optionsFor(c: Connection, flags: number, now: Ns): readonly TcpOption[] {
  if (!(flags & FLAG.SYN) && (c.reassembly.bytes === 0 || !c.sackOn)) return NO_OPTIONS;
  const options: TcpOption[] = [];
  if (flags & FLAG.SYN) {
    options.push({ kind: 'mss', mss: c.config.mss });
    if (c.sackOn) options.push({ kind: 'sack-permitted' });
    if (c.timestampsOn) options.push(stamp(c, now));
    if (c.scaleOn) options.push(NOP, { kind: 'window-scale', shift: c.config.windowScale ?? 0 });
    return options;
  }
  const blocks = c.reassembly.blocks(c.timestampsOn ? 3 : 4);
  if (blocks.length === 0) return NO_OPTIONS;
  if (c.timestampsOn) options.push(NOP, NOP, stamp(c, now));
  options.push(NOP, NOP, { kind: 'sack', blocks });
  return options;
}
