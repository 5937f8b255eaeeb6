import type { Ipv4, Mac } from './address.ts';
import { ETHER_TYPE } from './ethernet.ts';
import { NO_BYTES, type Problem, type Read } from './layer.ts';
import { putU16, putU32, putU48, u16, u32, u48 } from './octets.ts';

/** An ARP packet for IPv4 over Ethernet (RFC 826), the only pair of address spaces spoken here. */
export interface ArpPacket {
  /** ARP.request or ARP.reply. */
  readonly operation: number;
  readonly senderMac: Mac;
  readonly senderIp: Ipv4;
  /** 0 in a request: it is what is asked for. */
  readonly targetMac: Mac;
  readonly targetIp: Ipv4;
}

export const ARP = { request: 1, reply: 2 } as const;
export const ARP_BYTES = 28;
/** Hardware type 1 is Ethernet, whose addresses have 6 bytes; IPv4's have 4. */
export const ARP_HARDWARE = 1;
export const MAC_BYTES = 6;
export const IPV4_BYTES = 4;

export function encodeArp(packet: ArpPacket): Uint8Array {
  const bytes = new Uint8Array(ARP_BYTES);
  putU16(bytes, 0, ARP_HARDWARE);
  putU16(bytes, 2, ETHER_TYPE.ipv4);
  bytes[4] = MAC_BYTES;
  bytes[5] = IPV4_BYTES;
  putU16(bytes, 6, packet.operation);
  putU48(bytes, 8, packet.senderMac);
  putU32(bytes, 14, packet.senderIp);
  putU48(bytes, 18, packet.targetMac);
  putU32(bytes, 24, packet.targetIp);
  return bytes;
}

/** RFC 826 "Packet Reception": what is not of our hardware and protocol is dropped. What follows is the frame's padding. */
export function readArp(bytes: Uint8Array): Read<ArpPacket> {
  const problem = arpProblem(bytes);
  if (problem) return { value: undefined, payload: NO_BYTES, fault: problem.code };
  const value: ArpPacket = {
    operation: u16(bytes, 6),
    senderMac: u48(bytes, 8),
    senderIp: u32(bytes, 14),
    targetMac: u48(bytes, 18),
    targetIp: u32(bytes, 24),
  };
  return { value, payload: bytes.subarray(ARP_BYTES), fault: undefined };
}

/** Why it cannot be read; undefined where it can. */
export function arpProblem(bytes: Uint8Array): Problem | undefined {
  if (bytes.length < ARP_BYTES) {
    const code = 'arp.truncated';
    return { code, offset: 0, length: bytes.length, expected: ARP_BYTES, found: bytes.length };
  }
  const ours =
    u16(bytes, 0) === ARP_HARDWARE &&
    u16(bytes, 2) === ETHER_TYPE.ipv4 &&
    bytes[4] === MAC_BYTES &&
    bytes[5] === IPV4_BYTES;
  return ours ? undefined : { code: 'arp.other-addresses', offset: 0, length: 6 };
}
