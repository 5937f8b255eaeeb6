import { formatIpv4 } from './address.ts';
import { finish, sum16 } from './checksum.ts';
import { ICMP, ICMP_HEADER_BYTES, readIcmp, UNREACHABLE, type IcmpHeader } from './icmp.ts';
import { checksumProblems } from './checksum-problems.ts';
import type { Decoded, Field, Problem } from './layer.ts';
import { u16, u32 } from './octets.ts';

/** Every field of the header with its place (RFC 792), and every problem. Never throws. */
export function decodeIcmp(bytes: Uint8Array): Decoded<IcmpHeader> {
  const { value, payload, fault } = readIcmp(bytes);
  if (!value) {
    const problem = {
      ...{ code: fault, offset: 0, length: bytes.length },
      ...{ expected: ICMP_HEADER_BYTES, found: bytes.length },
    };
    return { value, payload, fields: [], problems: [problem] };
  }
  const fields: Field[] = [
    { name: 'icmp.type', offset: 0, length: 1, value: value.type, ...typeName(value) },
    { name: 'icmp.code', offset: 1, length: 1, value: value.code, ...codeName(value) },
    { name: 'icmp.checksum', offset: 2, length: 2, value: u16(bytes, 2), hex: true },
    ...restFields(bytes, value),
  ];
  return { value, payload, fields, problems: problemsOf(bytes, fields) };
}

/** Types that have a name, and how many codes of each have one. */
const NAMED: Readonly<Record<number, number>> = {
  ...{ [ICMP.echo]: 0, [ICMP.echoReply]: 0, [ICMP.timestamp]: 0, [ICMP.timestampReply]: 0 },
  ...{ [ICMP.unreachable]: 16, [ICMP.redirect]: 4, [ICMP.timeExceeded]: 2, [ICMP.parameterProblem]: 3 },
  ...{ 4: 0, 9: 0, 10: 0 },
};
const typeName = ({ type }: IcmpHeader): { meaning?: string } =>
  type in NAMED ? { meaning: `icmp.type.${type}` } : {};
const codeName = ({ type, code }: IcmpHeader): { meaning?: string } =>
  code < (NAMED[type] ?? 0) ? { meaning: `icmp.code.${type}.${code}` } : {};

/** Bytes 4 to 7, by type. */
function restFields(bytes: Uint8Array, { type, code }: IcmpHeader): Field[] {
  const number = (name: string, offset: number, length: 1 | 2): Field => {
    const value = length === 1 ? bytes[offset]! : u16(bytes, offset);
    return { name: `icmp.${name}`, offset, length, value };
  };
  // RFC 4884 §4.1: of how many words the quoted datagram is, where extensions follow it
  const length = { ...number('quotedLength', 5, 1), value: bytes[5]! * 4, scale: 4 };
  switch (type) {
    case ICMP.echo:
    case ICMP.echoReply:
    case ICMP.timestamp:
    case ICMP.timestampReply:
      return [number('identifier', 4, 2), number('sequence', 6, 2)];
    case ICMP.unreachable:
      if (code !== UNREACHABLE.fragmentationNeeded) break;
      return [number('unused', 4, 1), length, number('nextHopMtu', 6, 2)];
    case ICMP.redirect:
      return [{ name: 'icmp.gateway', offset: 4, length: 4, value: formatIpv4(u32(bytes, 4)) }];
    case ICMP.parameterProblem:
      return [number('pointer', 4, 1), length, number('unused', 6, 2)];
    case ICMP.timeExceeded:
      break;
    default:
      return [{ name: 'icmp.rest', offset: 4, length: 4, value: u32(bytes, 4), hex: true }];
  }
  return [number('unused', 4, 1), length, number('unused', 6, 2)];
}

function problemsOf(bytes: Uint8Array, fields: readonly Field[]): Problem[] {
  const expected = finish(sum16(bytes, 0, 2) + sum16(bytes, 4, bytes.length));
  const problems = checksumProblems('icmp.bad-checksum', 2, expected, u16(bytes, 2));
  // RFC 792: "Any field labeled 'unused' is reserved for later extensions and must be zero when sent"
  for (const { name, value, offset, length } of fields) {
    if (name === 'icmp.unused' && value !== 0) problems.push({ code: 'icmp.unused-bits', offset, length });
  }
  return problems;
}
