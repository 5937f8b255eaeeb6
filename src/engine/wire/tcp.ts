import type { Ipv4 } from './address.ts';
import { finish, pseudoHeaderSum, sum16 } from './checksum.ts';
import { ipv4Buffer, PROTOCOL, writeIpv4, type Ipv4Header } from './ipv4.ts';
import { NO_BYTES } from './layer.ts';
import { FRONT, type Slab } from './slab.ts';
import { putU16, putU32, u16, u32 } from './octets.ts';
import {
  ALIGNED_BYTES,
  findOption,
  MAX_OPTION_BYTES,
  NO_OPTIONS,
  paddedLength,
  readOptions,
  timestampsAlone,
  writeOptions,
  writeTimestamps,
  type TcpOption,
  type Timestamps,
} from './tcp-options.ts';

/** What a TCP header says (RFC 9293 §3.1) besides what follows from the segment itself: data offset, checksum. */
export interface TcpHeader {
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly seq: number;
  readonly ack: number;
  /** The control bits, `FLAG`s or-ed together. */
  readonly flags: number;
  /** As on the wire, not scaled. */
  readonly window: number;
  readonly urgent: number;
  /** Without timestamps that stand alone, as they do in nearly every segment (RFC 7323 appendix A): then there is nothing here. */
  readonly options: readonly TcpOption[];
  readonly timestamps?: Timestamps | undefined;
}

/** The addresses of the pseudo-header, which the checksum covers; an Ipv4Header will do. */
export interface Addresses {
  readonly source: Ipv4;
  readonly destination: Ipv4;
}

export const FLAG = {
  FIN: 0x01,
  SYN: 0x02,
  RST: 0x04,
  PSH: 0x08,
  ACK: 0x10,
  URG: 0x20,
  ECE: 0x40,
  CWR: 0x80,
} as const;
export type FlagName = keyof typeof FLAG;

export const TCP_HEADER_BYTES = 20;
/** Order in `formatFlags`: the header's from the right, but ACK last, as people say them. */
const SPOKEN: readonly FlagName[] = ['FIN', 'SYN', 'RST', 'PSH', 'URG', 'ECE', 'CWR', 'ACK'];

/** 'SYN,ACK', 'PSH,ACK', 'FIN,ACK'; '' for none. */
export const formatFlags = (flags: number): string => SPOKEN.filter((name) => flags & FLAG[name]).join(',');

/**
 * A whole segment with its checksum. Throws RangeError where the options are too long: the caller's bug.
 * `payloadSum` is `sum16` of the payload where the caller knows it already (the same data sent again).
 */
export function encodeTcp(
  header: TcpHeader,
  payload: Uint8Array,
  addresses: Addresses,
  payloadSum?: number,
): Uint8Array {
  const bytes = new Uint8Array(tcpHeaderLength(header) + payload.length);
  writeTcp(bytes, 0, header, payload, addresses.source, addresses.destination, payloadSum);
  return bytes;
}

/** The same at the end of a room. */
export function encodeTcpInRoom(
  header: TcpHeader,
  payload: Uint8Array,
  source: Ipv4,
  destination: Ipv4,
  slab: Slab,
): Uint8Array {
  const room = slab.room(tcpHeaderLength(header) + payload.length);
  writeTcp(room, FRONT, header, payload, source, destination);
  return room;
}

/** A segment inside its IPv4 packet, without copying it from one into the other: what a stack sends. */
export function encodeSegment(
  ip: Ipv4Header,
  header: TcpHeader,
  payload: Uint8Array,
  payloadSum?: number,
): Uint8Array {
  const packet = ipv4Buffer(ip, tcpHeaderLength(header) + payload.length);
  writeTcp(packet, writeIpv4(packet, ip), header, payload, ip.source, ip.destination, payloadSum);
  return packet;
}

/** With options and their padding. */
export function tcpHeaderLength({ options, timestamps }: TcpHeader): number {
  if (options.length === 0) return TCP_HEADER_BYTES + (timestamps ? ALIGNED_BYTES : 0);
  const optionBytes = paddedLength(options);
  if (optionBytes > MAX_OPTION_BYTES) throw new RangeError(`TCP options of ${optionBytes} bytes`);
  return TCP_HEADER_BYTES + optionBytes;
}

/** Fills bytes[at...], which are zero, to their end. */
function writeTcp(
  bytes: Uint8Array,
  at: number,
  header: TcpHeader,
  payload: Uint8Array,
  source: Ipv4,
  destination: Ipv4,
  payloadSum?: number,
): void {
  const headerLength = bytes.length - at - payload.length;
  putU16(bytes, at, header.sourcePort);
  putU16(bytes, at + 2, header.destinationPort);
  putU32(bytes, at + 4, header.seq);
  putU32(bytes, at + 8, header.ack);
  bytes[at + 12] = headerLength << 2;
  bytes[at + 13] = header.flags;
  putU16(bytes, at + 14, header.window);
  putU16(bytes, at + 18, header.urgent);
  if (header.options.length > 0) writeOptions(bytes, at + TCP_HEADER_BYTES, header.options);
  else if (header.timestamps) writeTimestamps(bytes, at + TCP_HEADER_BYTES, header.timestamps);
  bytes.set(payload, at + headerLength);
  const pseudo = pseudoHeaderSum(source, destination, PROTOCOL.tcp, bytes.length - at);
  const sum =
    payloadSum === undefined
      ? sum16(bytes, at, bytes.length)
      : sum16(bytes, at, at + headerLength) + payloadSum;
  putU16(bytes, at + 16, finish(pseudo + sum));
}

/** Over pseudo-header, header and data, which begin at `at`: the checksum where its field is 0, and 0 where the field is right. */
export const tcpChecksum = (bytes: Uint8Array, { source, destination }: Addresses, at = 0): number =>
  finish(
    pseudoHeaderSum(source, destination, PROTOCOL.tcp, bytes.length - at) + sum16(bytes, at, bytes.length),
  );

/** A segment as it came: its header (RFC 9293 §3.1), and what else of the SEG.* variables of §3.3.1 stands in the packet. */
export interface OpenTcp extends TcpHeader {
  /** RFC 7323's option, wherever it stands. */
  readonly timestamps: Timestamps | undefined;
  /** The ECN bits of the packet (RFC 3168 §5). */
  readonly ecn: number;
  readonly data: Uint8Array;
  /** SEG.LEN: data, and one for each of SYN and FIN. */
  readonly length: number;
  readonly fault: string | undefined;
}

/**
 * RFC 9293 §3.1: a segment whose checksum is wrong is discarded (MUST-3); reserved bits are ignored. It begins at `at`: no view of it is made. The code of what is
 * wrong where there is no header.
 */
export function openTcp(
  bytes: Uint8Array,
  ip: Addresses & { readonly ecn?: number },
  at = 0,
): OpenTcp | string {
  const length = bytes.length - at;
  if (length < TCP_HEADER_BYTES) return 'tcp.truncated';
  const headerLength = (bytes[at + 12]! >> 4) * 4;
  if (headerLength < TCP_HEADER_BYTES) return 'tcp.bad-data-offset';
  if (headerLength > length) return 'tcp.truncated';
  const flags = bytes[at + 13]!;
  const [start, end] = [at + TCP_HEADER_BYTES, at + headerLength];
  const alone = timestampsAlone(bytes, start, end);
  const options = alone ? NO_OPTIONS : readOptions(bytes, start, end);
  return {
    sourcePort: u16(bytes, at),
    destinationPort: u16(bytes, at + 2),
    seq: u32(bytes, at + 4),
    ack: u32(bytes, at + 8),
    flags,
    window: u16(bytes, at + 14),
    urgent: u16(bytes, at + 18),
    options,
    timestamps: alone ?? findOption(options, 'timestamps'),
    ecn: ip.ecn ?? 0,
    // Every second segment is a mere acknowledgment: a view of nothing would be made for it
    data: headerLength === length ? NO_BYTES : bytes.subarray(end),
    length: length - headerLength + (flags & FLAG.SYN ? 1 : 0) + (flags & FLAG.FIN ? 1 : 0),
    fault: tcpChecksum(bytes, ip, at) === 0 ? undefined : 'tcp.bad-checksum',
  };
}
