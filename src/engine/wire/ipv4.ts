import type { Ipv4 } from './address.ts';
import { checksum } from './checksum.ts';
import { NO_BYTES } from './layer.ts';
import { putU16, putU32, u16, u32 } from './octets.ts';

/** What an IPv4 header says (RFC 791 §3.1) besides what follows from the packet itself: version, lengths, checksum. */
export interface Ipv4Header {
  /** Differentiated services (RFC 2474), 6 bits. */
  readonly dscp: number;
  /** Explicit congestion notification (RFC 3168), 2 bits. */
  readonly ecn: number;
  readonly identification: number;
  readonly dontFragment: boolean;
  readonly moreFragments: boolean;
  /** Where this fragment's payload belongs, in units of 8 bytes, as on the wire (13 bits). */
  readonly fragmentOffset: number;
  readonly ttl: number;
  /** PROTOCOL.tcp and so on. */
  readonly protocol: number;
  readonly source: Ipv4;
  readonly destination: Ipv4;
  /** Options with their padding, raw: a multiple of 4 bytes, 40 at most. */
  readonly options: Uint8Array;
}

export const PROTOCOL = { icmp: 1, tcp: 6, udp: 17 } as const;
export const IPV4_HEADER_BYTES = 20;
/** Bits of the flags-and-offset word at byte 6. */
export const RESERVED_FLAG = 0x8000;
const DONT_FRAGMENT = 0x4000;
const MORE_FRAGMENTS = 0x2000;

/** A whole packet with its lengths and checksum. Throws RangeError where it cannot be one: the caller's bug. */
export function encodeIpv4(header: Ipv4Header, payload: Uint8Array): Uint8Array {
  const bytes = ipv4Buffer(header, payload.length);
  bytes.set(payload, writeIpv4(bytes, header));
  return bytes;
}

/** Zeros of the packet's length. */
export function ipv4Buffer({ options }: Ipv4Header, payloadLength: number): Uint8Array {
  const headerLength = IPV4_HEADER_BYTES + options.length;
  if (options.length % 4 !== 0 || headerLength > 60)
    throw new RangeError(`IPv4 options of ${options.length} bytes`);
  return new Uint8Array(headerLength + payloadLength);
}

/** Writes the header of the packet bytes[at...], which is zero there; gives its length. Throws RangeError where no length field can say how long it is. */
export function writeIpv4(bytes: Uint8Array, header: Ipv4Header, at = 0): number {
  if (bytes.length - at > 0xffff) throw new RangeError(`IPv4 packet of ${bytes.length - at} bytes`);
  const headerLength = IPV4_HEADER_BYTES + header.options.length;
  bytes[at] = 0x40 | (headerLength >> 2);
  bytes[at + 1] = (header.dscp << 2) | header.ecn;
  putU16(bytes, at + 2, bytes.length - at);
  putU16(bytes, at + 4, header.identification);
  const flags = (header.dontFragment ? DONT_FRAGMENT : 0) | (header.moreFragments ? MORE_FRAGMENTS : 0);
  putU16(bytes, at + 6, flags | header.fragmentOffset);
  bytes[at + 8] = header.ttl;
  bytes[at + 9] = header.protocol;
  putU32(bytes, at + 12, header.source);
  putU32(bytes, at + 16, header.destination);
  if (header.options.length > 0) bytes.set(header.options, at + IPV4_HEADER_BYTES);
  putU16(bytes, at + 10, checksum(bytes, at, at + headerLength));
  return headerLength;
}

/** The header's length in bytes, as its IHL field says, if the header that begins at `at` is whole; else the code of what is wrong. */
function headerLengthOf(bytes: Uint8Array, at: number): number | string {
  const length = bytes.length - at;
  if (length < IPV4_HEADER_BYTES) return 'ipv4.truncated';
  if (bytes[at]! >> 4 !== 4) return 'ipv4.bad-version';
  const headerLength = (bytes[at]! & 15) * 4;
  if (headerLength < IPV4_HEADER_BYTES) return 'ipv4.bad-header-length';
  return headerLength > length ? 'ipv4.truncated' : headerLength;
}

/** A header, where among the bytes its payload lies, [from, to), and what is wrong with it. */
export interface OpenIpv4 extends Ipv4Header {
  readonly from: number;
  readonly to: number;
  readonly fault: string | undefined;
}

/**
 * RFC 1122 §3.2.1: what is not version 4 (§3.2.1.1) or fails its checksum (§3.2.1.2) is silently discarded.
 * Bytes after the total length are the link's padding and no part of the payload. The packet begins at `at`: no view of it is made. The code of what is wrong
 * where there is no header.
 */
export function openIpv4(bytes: Uint8Array, at = 0): OpenIpv4 | string {
  const headerLength = headerLengthOf(bytes, at);
  if (typeof headerLength === 'string') return headerLength;
  const from = at + headerLength;
  const totalLength = u16(bytes, at + 2);
  const fragment = u16(bytes, at + 6);
  return {
    dscp: bytes[at + 1]! >> 2,
    ecn: bytes[at + 1]! & 3,
    identification: u16(bytes, at + 4),
    dontFragment: (fragment & DONT_FRAGMENT) !== 0,
    moreFragments: (fragment & MORE_FRAGMENTS) !== 0,
    fragmentOffset: fragment & 0x1fff,
    ttl: bytes[at + 8]!,
    protocol: bytes[at + 9]!,
    source: u32(bytes, at + 12),
    destination: u32(bytes, at + 16),
    options: headerLength === IPV4_HEADER_BYTES ? NO_BYTES : bytes.slice(at + IPV4_HEADER_BYTES, from),
    from,
    to: Math.max(from, Math.min(at + totalLength, bytes.length)),
    fault:
      checksum(bytes, at, from) !== 0
        ? 'ipv4.bad-checksum'
        : totalLength < headerLength
          ? 'ipv4.bad-total-length'
          : at + totalLength > bytes.length
            ? 'ipv4.truncated'
            : undefined,
  };
}
