import { updated } from '../wire/checksum.ts';
import { ETHER_TYPE, ETHERNET_HEADER_BYTES as AT } from '../wire/ethernet.ts';
import { putU16, u16 } from '../wire/octets.ts';
import type { Marks } from './queues/queue.ts';

/** RFC 3168 §5: the two ECN bits of the frame's IPv4 header are not 00, so its ends understand a mark. */
const isEcnCapable = (frame: Uint8Array): boolean =>
  frame.length > AT + 1 && u16(frame, 12) === ETHER_TYPE.ipv4 && (frame[AT + 1]! & 3) !== 0;

/** The frame with both bits set, Congestion Experienced, and its header's checksum brought up to date (RFC 1624 §3). */
function withCongestionExperienced(frame: Uint8Array): Uint8Array {
  const bytes = frame.slice();
  const before = u16(bytes, AT);
  const after = before | 3;
  putU16(bytes, AT, after);
  putU16(bytes, AT + 10, updated(u16(bytes, AT + 10), before, after));
  return bytes;
}

/** What the queues bring that mark packets in place of dropping them. */
export const MARKS: Marks = { possible: isEcnCapable, marked: withCongestionExperienced };
