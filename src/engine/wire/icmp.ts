import type { Ipv4 } from './address.ts';
import { checksum } from './checksum.ts';
import { NO_BYTES, type Read } from './layer.ts';
import { putU16, putU32, u32 } from './octets.ts';

/** The eight bytes that every ICMP message begins with (RFC 792), without the checksum. */
export interface IcmpHeader {
  /** ICMP.echo and so on. */
  readonly type: number;
  readonly code: number;
  /** Bytes 4 to 7, whose meaning hangs on the type: made by the functions below, read by `identifierOf` and its like. */
  readonly rest: number;
}

/** Message types (RFC 792). */
export const ICMP = {
  echoReply: 0,
  unreachable: 3,
  redirect: 5,
  echo: 8,
  timeExceeded: 11,
  parameterProblem: 12,
  timestamp: 13,
  timestampReply: 14,
} as const;

/** Codes of "destination unreachable": 0 to 5 of RFC 792, 6 to 12 of RFC 1122 §3.2.2.1, 13 to 15 of RFC 1812 §5.2.7.1. */
export const UNREACHABLE = {
  net: 0,
  host: 1,
  protocol: 2,
  port: 3,
  fragmentationNeeded: 4,
  sourceRouteFailed: 5,
  netUnknown: 6,
  hostUnknown: 7,
  sourceHostIsolated: 8,
  netProhibited: 9,
  hostProhibited: 10,
  netForService: 11,
  hostForService: 12,
  prohibited: 13,
  precedenceViolation: 14,
  precedenceCutoff: 15,
} as const;
/** Codes of "time exceeded" (RFC 792). */
export const EXCEEDED = { inTransit: 0, inReassembly: 1 } as const;
/** Codes of "redirect" (RFC 792). */
export const REDIRECT = { net: 0, host: 1, netAndService: 2, hostAndService: 3 } as const;

export const ICMP_HEADER_BYTES = 8;
/** RFC 1812 §4.3.2.3: quote as much as fits without the ICMP packet exceeding 576 bytes; 20 are IP's, 8 ICMP's. */
const MAX_QUOTE_BYTES = 548;
/** The messages about a datagram, whose beginning they quote. */
const QUOTING: readonly number[] = [
  ICMP.unreachable,
  ICMP.redirect,
  ICMP.timeExceeded,
  ICMP.parameterProblem,
  4, // source quench, deprecated by RFC 6633
];

export const echo = (identifier: number, sequence: number): IcmpHeader =>
  exchange(ICMP.echo, identifier, sequence);
export const echoReply = (identifier: number, sequence: number): IcmpHeader =>
  exchange(ICMP.echoReply, identifier, sequence);
const exchange = (type: number, identifier: number, sequence: number): IcmpHeader => ({
  type,
  code: 0,
  rest: identifier * 0x10000 + sequence,
});
/** `nextHopMtu` goes with code 4, in the low half of what RFC 792 left unused (RFC 1191 §4). */
export const unreachable = (code: number, nextHopMtu = 0): IcmpHeader => ({
  type: ICMP.unreachable,
  code,
  rest: nextHopMtu,
});
export const timeExceeded = (code: number): IcmpHeader => ({ type: ICMP.timeExceeded, code, rest: 0 });
/** Send what goes there through `gateway` from now on. */
export const redirect = (code: number, gateway: Ipv4): IcmpHeader => ({
  type: ICMP.redirect,
  code,
  rest: gateway,
});
/** `pointer` is the byte of the datagram where the error was detected. */
export const parameterProblem = (pointer: number): IcmpHeader => ({
  type: ICMP.parameterProblem,
  code: 0,
  rest: pointer * 0x100_0000,
});

/** Of echo and timestamp messages. */
export const identifierOf = ({ rest }: IcmpHeader): number => rest >>> 16;
export const sequenceOf = ({ rest }: IcmpHeader): number => rest & 0xffff;
/** Of "fragmentation needed"; 0 from a router older than RFC 1191. */
export const nextHopMtuOf = ({ rest }: IcmpHeader): number => rest & 0xffff;
export const gatewayOf = ({ rest }: IcmpHeader): Ipv4 => rest;
export const pointerOf = ({ rest }: IcmpHeader): number => rest >>> 24;

/** Does this message quote a datagram, i.e. is it an error message (or a redirect)? RFC 1122 §3.2.2: none is sent about one. */
export const isError = ({ type }: IcmpHeader): boolean => QUOTING.includes(type);

/** What an error message quotes of the packet that it is about: IP header and at least 64 bits (RFC 792), here more. */
export const quoteOf = (packet: Uint8Array): Uint8Array => packet.subarray(0, MAX_QUOTE_BYTES);

/** A whole message. The payload is echoed data, the quoted datagram, or three timestamps. */
export function encodeIcmp(header: IcmpHeader, payload: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(ICMP_HEADER_BYTES + payload.length);
  bytes[0] = header.type;
  bytes[1] = header.code;
  putU32(bytes, 4, header.rest);
  bytes.set(payload, ICMP_HEADER_BYTES);
  putU16(bytes, 2, checksum(bytes));
  return bytes;
}

/** RFC 792: the checksum covers the whole message, without a pseudo-header. */
export function readIcmp(bytes: Uint8Array): Read<IcmpHeader> {
  if (bytes.length < ICMP_HEADER_BYTES) {
    return { value: undefined, payload: NO_BYTES, fault: 'icmp.truncated' };
  }
  const value = { type: bytes[0]!, code: bytes[1]!, rest: u32(bytes, 4) };
  const fault = checksum(bytes) === 0 ? undefined : 'icmp.bad-checksum';
  return { value, payload: bytes.subarray(ICMP_HEADER_BYTES), fault };
}
