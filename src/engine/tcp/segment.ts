import { FLAG, type TcpHeader } from '../wire/tcp.ts';
import { timestampsOf, type TcpOption, type Timestamps } from '../wire/tcp-options.ts';
import type { Seq } from './seq.ts';

/** A segment that arrived: the SEG.* variables of RFC 9293 §3.3.1. */
export interface Segment {
  readonly seq: Seq;
  readonly ack: Seq;
  readonly flags: number;
  /** As on the wire, not scaled. */
  readonly window: number;
  /** SEG.UP where the URG bit is set, else 0. */
  readonly urgent: number;
  /** The ECN bits of the packet (RFC 3168 §5). */
  readonly ecn: number;
  readonly options: readonly TcpOption[];
  /** RFC 7323's option, where it is one of them. */
  readonly timestamps: Timestamps | undefined;
  readonly data: Uint8Array;
  /** SEG.LEN: data, and one for each of SYN and FIN. */
  readonly length: number;
}

/** Whether it carries a flag, one of `FLAG`. */
export const has = (segment: Segment, flag: number): boolean => (segment.flags & flag) !== 0;

export function segmentOf(header: TcpHeader, data: Uint8Array, ecn: number): Segment {
  const { seq, ack, flags, options } = header;
  const length = data.length + (flags & FLAG.SYN ? 1 : 0) + (flags & FLAG.FIN ? 1 : 0);
  const urgent = flags & FLAG.URG ? header.urgent : 0;
  const timestamps = timestampsOf(options);
  return { seq, ack, flags, window: header.window, urgent, ecn, options, timestamps, data, length };
}

/** A segment that is to be sent as it stands, beside the stream: a reset. */
export interface Control {
  readonly seq: Seq;
  readonly ack: Seq;
  readonly flags: number;
  readonly reason: string;
}

/** RFC 9293 §3.10.7.1 (and §3.5.2): the reset that answers a segment which belongs to no connection. */
export function resetFor(segment: Segment, reason: string): Control {
  return has(segment, FLAG.ACK)
    ? { seq: segment.ack, ack: 0, flags: FLAG.RST, reason }
    : { seq: 0, ack: (segment.seq + segment.length) >>> 0, flags: FLAG.RST | FLAG.ACK, reason };
}
