import { checksum } from './checksum.ts';
import { ETHER_TYPE, readEthernet, SHORTEST_FRAME_BYTES } from './ethernet.ts';
import { ICMP_HEADER_BYTES } from './icmp.ts';
import { IPV4_HEADER_BYTES, PROTOCOL } from './ipv4.ts';
import { putU16, u16, u32 } from './octets.ts';
import { TCP_HEADER_BYTES, tcpChecksum } from './tcp.ts';
import { UDP_HEADER_BYTES, udpChecksum } from './udp.ts';

/**
 * An Ethernet frame with its lengths and checksums as its sender would have computed them; what else it says stays.
 * A length that is impossible becomes the shortest possible header. What is no IPv4 comes back as it is.
 */
export function mend(frame: Uint8Array): Uint8Array {
  const bytes = frame.slice();
  const { value, payload } = readEthernet(bytes);
  if (value?.etherType === ETHER_TYPE.ipv4 && payload.length >= IPV4_HEADER_BYTES) {
    mendIpv4(payload.subarray(0, payload.length - fillLength(payload, bytes.length)));
  }
  return bytes;
}

/** The zeros at the end of the shortest frame that only fill it: those after a total length that is possible. */
function fillLength(packet: Uint8Array, frameLength: number): number {
  const fill = packet.subarray(Math.max(IPV4_HEADER_BYTES, u16(packet, 2)));
  return frameLength === SHORTEST_FRAME_BYTES && fill.every((byte) => byte === 0) ? fill.length : 0;
}

function mendIpv4(packet: Uint8Array): void {
  const given = (packet[0]! & 15) * 4;
  const headerLength = given < IPV4_HEADER_BYTES || given > packet.length ? IPV4_HEADER_BYTES : given;
  packet[0] = 0x40 | (headerLength >> 2);
  putU16(packet, 2, packet.length);
  putU16(packet, 10, 0);
  putU16(packet, 10, checksum(packet, 0, headerLength));
  // the checksum of a segment whose parts are elsewhere cannot be known
  if ((u16(packet, 6) & 0x3fff) !== 0) return;
  const addresses = { source: u32(packet, 12), destination: u32(packet, 16) };
  const inner = packet.subarray(headerLength);
  if (packet[9] === PROTOCOL.tcp && inner.length >= TCP_HEADER_BYTES) {
    const offset = (inner[12]! >> 4) * 4;
    if (offset < TCP_HEADER_BYTES || offset > inner.length) inner[12] = 0x50 | (inner[12]! & 15);
    putU16(inner, 16, 0);
    putU16(inner, 16, tcpChecksum(inner, addresses));
  } else if (packet[9] === PROTOCOL.udp && inner.length >= UDP_HEADER_BYTES) {
    putU16(inner, 4, inner.length);
    // RFC 768 "all zero": without a checksum it stays without
    if (u16(inner, 6) === 0) return;
    putU16(inner, 6, 0);
    putU16(inner, 6, udpChecksum(inner, addresses) || 0xffff);
  } else if (packet[9] === PROTOCOL.icmp && inner.length >= ICMP_HEADER_BYTES) {
    putU16(inner, 2, 0);
    putU16(inner, 2, checksum(inner));
  }
}
