import { finish, pseudoHeaderSum, sum16 } from './checksum.ts';
import { ipv4Buffer, PROTOCOL, writeIpv4, type Ipv4Header } from './ipv4.ts';
import { NO_BYTES, type Read } from './layer.ts';
import { putU16, u16 } from './octets.ts';
import type { Addresses } from './tcp.ts';

/** What a UDP header says (RFC 768) besides what follows from the datagram itself: length and checksum. */
export interface UdpHeader {
  readonly sourcePort: number;
  readonly destinationPort: number;
  /** Whether the sender computed a checksum at all: over IPv4 it may leave it out (RFC 768, RFC 1122 §4.1.3.4). */
  readonly checksummed: boolean;
}

export const UDP_HEADER_BYTES = 8;
/** Over IPv4 without options: 65,535 - 20 - 8. */
export const MAX_UDP_PAYLOAD_BYTES = 65_507;

/** A whole datagram. Throws RangeError where it is longer than the length field can say: the caller's bug. */
export function encodeUdp(header: UdpHeader, payload: Uint8Array, addresses: Addresses): Uint8Array {
  const length = UDP_HEADER_BYTES + payload.length;
  if (length > 0xffff) throw new RangeError(`UDP payload of ${payload.length} bytes`);
  const bytes = new Uint8Array(length);
  writeUdp(bytes, 0, header, payload, addresses);
  return bytes;
}

/** A datagram inside its IPv4 packet, without copying it from one into the other: what a stack sends. */
export function encodeDatagram(ip: Ipv4Header, header: UdpHeader, payload: Uint8Array): Uint8Array {
  const packet = ipv4Buffer(ip, UDP_HEADER_BYTES + payload.length);
  writeUdp(packet, writeIpv4(packet, ip), header, payload, ip);
  return packet;
}

function writeUdp(
  bytes: Uint8Array,
  at: number,
  header: UdpHeader,
  payload: Uint8Array,
  addresses: Addresses,
): void {
  putU16(bytes, at, header.sourcePort);
  putU16(bytes, at + 2, header.destinationPort);
  putU16(bytes, at + 4, bytes.length - at);
  bytes.set(payload, at + UDP_HEADER_BYTES);
  if (!header.checksummed) return;
  // RFC 768: "If the computed checksum is zero, it is transmitted as all ones"
  putU16(bytes, at + 6, udpChecksum(bytes, addresses, at) || 0xffff);
}

/** Over pseudo-header, header and data from `at` on: the checksum where its field is 0, and 0 where the field is right. */
export const udpChecksum = (bytes: Uint8Array, { source, destination }: Addresses, at = 0): number =>
  finish(
    pseudoHeaderSum(source, destination, PROTOCOL.udp, bytes.length - at) + sum16(bytes, at, bytes.length),
  );

/**
 * `bytes` are the IP packet's payload. A length field that says more than there is, or less than a header, and a wrong
 * checksum are faults; bytes after the length are not the datagram's, and a host cuts them off.
 */
export function readUdp(bytes: Uint8Array, addresses: Addresses): Read<UdpHeader> {
  if (bytes.length < UDP_HEADER_BYTES) return { value: undefined, payload: NO_BYTES, fault: 'udp.truncated' };
  const length = u16(bytes, 4);
  if (length < UDP_HEADER_BYTES) return { value: undefined, payload: NO_BYTES, fault: 'udp.bad-length' };
  const value: UdpHeader = {
    sourcePort: u16(bytes, 0),
    destinationPort: u16(bytes, 2),
    // RFC 768: "An all zero transmitted checksum value means that the transmitter generated no checksum"
    checksummed: u16(bytes, 6) !== 0,
  };
  const datagram = bytes.subarray(0, length);
  const fault =
    length > bytes.length
      ? 'udp.truncated'
      : value.checksummed && udpChecksum(datagram, addresses) !== 0
        ? 'udp.bad-checksum' // RFC 1122 §4.1.3.4: silently discarded
        : undefined;
  return { value, payload: datagram.subarray(UDP_HEADER_BYTES), fault };
}
