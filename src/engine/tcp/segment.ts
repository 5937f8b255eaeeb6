import { FLAG, type OpenTcp } from '../wire/tcp.ts';
import type { Seq } from './seq.ts';

/** A segment that arrived: the SEG.* variables of RFC 9293 §3.3.1. */
export type Segment = OpenTcp;

/** Whether it carries a flag, one of `FLAG`. */
export const has = (segment: Segment, flag: number): boolean => (segment.flags & flag) !== 0;

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
