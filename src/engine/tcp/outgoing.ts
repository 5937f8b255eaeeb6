import type { Ns } from '../kernel/time.ts';
import { FLAG } from '../wire/tcp.ts';
import { NOP, type TcpOption } from '../wire/tcp-options.ts';
import { TIMER, type Connection } from './connection.ts';
import { timestampAt } from './delivered.ts';
import { add, distance, type Seq } from './seq.ts';
import { stop } from './timers.ts';

/** What the stack is to put into a packet. */
export interface Outgoing {
  readonly seq: Seq;
  readonly ack: Seq;
  readonly flags: number;
  readonly window: number;
  readonly options: readonly TcpOption[];
  readonly data: Uint8Array;
  /** The ECN bits of the packet; absent: not capable (RFC 3168 §5). */
  readonly ecn?: number;
  readonly reason: string;
  readonly retransmission: boolean;
}

export const NO_DATA = new Uint8Array(0);

/** Bytes of data that fit into a segment beside its options (RFC 6691 §2, RFC 9293 §3.7.1). */
export const room = (c: Connection): number => c.smss - (c.reassembly.bytes === 0 ? 0 : sackBytes(c));

/** RFC 2018 §3: two bytes and eight for each block, behind two of padding. */
function sackBytes(c: Connection): number {
  const blocks = c.sackOn ? c.reassembly.blocks(c.timestampsOn ? 3 : 4).length : 0;
  return blocks === 0 ? 0 : 4 + 8 * blocks;
}

/** A segment with the window and the options of this moment. One that acknowledges does so for all that waits. */
export function segment(
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
    if (c.ecn.echoing) flags |= FLAG.ECE;
    c.ackReason = null;
    c.lastAckSent = c.rcvNxt;
    stop(c, TIMER.delayedAck, now);
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

const NONE: readonly TcpOption[] = [];

const stamp = (c: Connection, now: Ns): TcpOption => ({
  kind: 'timestamps',
  value: timestampAt(c, now),
  echo: c.irs === null ? 0 : c.tsRecent,
});

function optionsFor(c: Connection, flags: number, now: Ns): readonly TcpOption[] {
  if (!(flags & FLAG.SYN) && c.reassembly.bytes === 0)
    return c.timestampsOn ? [NOP, NOP, stamp(c, now)] : NONE;
  const options: TcpOption[] = [];
  if (flags & FLAG.SYN) {
    options.push({ kind: 'mss', mss: c.config.mss });
    if (c.sackOn) options.push({ kind: 'sack-permitted' });
    if (c.timestampsOn) options.push(stamp(c, now));
    if (c.scaleOn) options.push(NOP, { kind: 'window-scale', shift: c.config.windowScale ?? 0 });
    return options;
  }
  if (c.timestampsOn) options.push(NOP, NOP, stamp(c, now));
  if (c.sackOn) {
    const blocks = c.reassembly.blocks(c.timestampsOn ? 3 : 4);
    if (blocks.length > 0) options.push(NOP, NOP, { kind: 'sack', blocks });
  }
  return options;
}
