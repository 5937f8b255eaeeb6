import { encodeIpv4, IPV4_HEADER_BYTES, type Ipv4Header } from './ipv4.ts';
import { copiedOptions } from './ipv4-options.ts';

/**
 * A datagram as the packets that an MTU lets through: itself, or fragments (RFC 791 §3.2 "An Example Fragmentation
 * Procedure"). A fragment may be split further. Throws RangeError where it must not be split (DF) or cannot be: the
 * caller's bug, who had to answer with ICMP.
 */
export function fragment(header: Ipv4Header, payload: Uint8Array, mtu: number): Uint8Array[] {
  if (IPV4_HEADER_BYTES + header.options.length + payload.length <= mtu) return [encodeIpv4(header, payload)];
  if (header.dontFragment) throw new RangeError(`DF is set on ${payload.length} bytes for an MTU of ${mtu}`);
  const copied = copiedOptions(header.options);
  const packets: Uint8Array[] = [];
  let options = header.options;
  for (let at = 0; at < payload.length;) {
    // every fragment but the last is a multiple of 8 bytes long, the unit of the offset
    const room = (mtu - IPV4_HEADER_BYTES - options.length) & ~7;
    if (room <= 0) throw new RangeError(`no room for data in an MTU of ${mtu}`);
    const end = Math.min(at + room, payload.length);
    const moreFragments = end < payload.length || header.moreFragments;
    const fragmentOffset = header.fragmentOffset + at / 8;
    packets.push(
      encodeIpv4({ ...header, options, moreFragments, fragmentOffset }, payload.subarray(at, end)),
    );
    options = copied;
    at = end;
  }
  return packets;
}
