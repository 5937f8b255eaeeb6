import { ETHER_TYPE } from '../wire/ethernet.ts';
import { PROTOCOL } from '../wire/ipv4.ts';
import { u16, u32 } from '../wire/octets.ts';
import {
  headerEnd,
  NONE,
  PACKET,
  packetEnd,
  readUnknown,
  type AddressText,
  type ReadOther,
} from './fields.ts';
import { icmpName } from './icmp-names.ts';

/** What a trace says of ARP, of UDP and ICMP, and of fragments, for worlds in which somebody sends them. Offsets: RFC 768, RFC 791 §3.1, RFC 792. */
export const readOther: ReadOther = (frame, text) => {
  if (frame.length >= PACKET && u16(frame, 12) === ETHER_TYPE.arp) return arp(frame, text);
  const known = readUnknown(frame, text);
  const at = headerEnd(frame);
  if (at < 0) return known;
  const fragment = u16(frame, PACKET + 6) & 0x3fff;
  if (fragment !== 0) return { ...known, label: `IP fragment ${(fragment & 0x1fff) * 8}+${known.len}` };
  const protocol = frame[PACKET + 9]!;
  const len = packetEnd(frame, at) - at - 8;
  if (len < 0) return known;
  if (protocol === PROTOCOL.udp) {
    const ports = { sourcePort: u16(frame, at), destinationPort: u16(frame, at + 2) };
    return { ...known, ...ports, protocol: 'udp', label: `UDP ${len} B`, len };
  }
  if (protocol !== PROTOCOL.icmp) return known;
  const icmpType = frame[at]!;
  const icmpCode = frame[at + 1]!;
  return {
    ...known,
    protocol: 'icmp',
    label: `ICMP ${icmpName(icmpType, icmpCode)}`,
    icmpType,
    icmpCode,
    len,
  };
};

/** RFC 826: the addresses of protocol IPv4 over Ethernet lie at octets 14 and 24. */
function arp(bytes: Uint8Array, text: AddressText): ReturnType<ReadOther> {
  const whole = bytes.length >= PACKET + 28;
  const source = text(whole ? u32(bytes, PACKET + 14) : 0);
  const destination = text(whole ? u32(bytes, PACKET + 24) : 0);
  const label = !whole
    ? 'ARP cut short'
    : u16(bytes, PACKET + 6) === 1
      ? `ARP who has ${destination}`
      : `ARP ${source} is at`;
  return { ...NONE, source, destination, protocol: 'arp', label };
}
