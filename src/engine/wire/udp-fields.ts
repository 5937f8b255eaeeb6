import { updated } from './checksum.ts';
import { checksumProblems } from './checksum-problems.ts';
import type { Decoded, Problem } from './layer.ts';
import { u16 } from './octets.ts';
import type { Addresses } from './tcp.ts';
import { readUdp, UDP_HEADER_BYTES, udpChecksum, type UdpHeader } from './udp.ts';

/** Every field of the header with its place (RFC 768 "Format"), and every problem. Never throws. */
export function decodeUdp(bytes: Uint8Array, addresses: Addresses): Decoded<UdpHeader> {
  const { value, payload, fault } = readUdp(bytes, addresses);
  if (!value) return { value, payload, fields: [], problems: [unreadable(bytes, fault)] };
  const fields = [
    { name: 'udp.sourcePort', offset: 0, length: 2, value: value.sourcePort },
    { name: 'udp.destinationPort', offset: 2, length: 2, value: value.destinationPort },
    { name: 'udp.length', offset: 4, length: 2, value: u16(bytes, 4) },
    { name: 'udp.checksum', offset: 6, length: 2, value: u16(bytes, 6), hex: true },
  ] as const;
  return { value, payload, fields, problems: problemsOf(bytes, value, addresses) };
}

/** Why there is no header to be read at all. */
function unreadable(bytes: Uint8Array, code: string): Problem {
  if (code === 'udp.bad-length') {
    return { code, offset: 4, length: 2, expected: UDP_HEADER_BYTES, found: u16(bytes, 4) };
  }
  return { code, offset: 0, length: bytes.length, expected: UDP_HEADER_BYTES, found: bytes.length };
}

function problemsOf(bytes: Uint8Array, header: UdpHeader, addresses: Addresses): Problem[] {
  const length = u16(bytes, 4);
  if (length > bytes.length) {
    return [{ code: 'udp.truncated', offset: 4, length: 2, expected: length, found: bytes.length }];
  }
  const found = u16(bytes, 6);
  const expected = updated(udpChecksum(bytes.subarray(0, length), addresses), found, 0) || 0xffff;
  const problems = header.checksummed ? checksumProblems('udp.bad-checksum', 6, expected, found) : [];
  if (length < bytes.length) {
    problems.push({ code: 'udp.surplus', offset: 4, length: 2, expected: bytes.length, found: length });
  }
  return problems;
}
