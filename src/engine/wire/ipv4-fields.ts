import { formatIpv4 } from './address.ts';
import { finish, sum16 } from './checksum.ts';
import { IPV4_HEADER_BYTES, PROTOCOL, RESERVED_FLAG, type Ipv4Header } from './ipv4.ts';
import { readIpv4 } from './ipv4-read.ts';
import { ipv4OptionSpans, type Ipv4OptionSpan } from './ipv4-options.ts';
import { checksumProblems } from './checksum-problems.ts';
import type { Decoded, Field, Problem } from './layer.ts';
import { hex, u16 } from './octets.ts';

/** Every field of the header with its place (RFC 791 §3.1), and every problem. Never throws. */
export function decodeIpv4(bytes: Uint8Array): Decoded<Ipv4Header> {
  const { value, payload, fault } = readIpv4(bytes);
  if (!value) return { value, payload, fields: [], problems: [unreadable(bytes, fault)] };
  const headerLength = IPV4_HEADER_BYTES + value.options.length;
  return {
    value,
    payload,
    fields: fieldsOf(bytes, value, headerLength),
    problems: problemsOf(bytes, value, headerLength),
  };
}

/** Why there is no header to be read at all. */
function unreadable(bytes: Uint8Array, code: string): Problem {
  if (code === 'ipv4.bad-version') return { code, offset: 0, length: 1, expected: 4, found: bytes[0]! >> 4 };
  const headerLength = bytes.length === 0 ? IPV4_HEADER_BYTES : (bytes[0]! & 15) * 4;
  if (code === 'ipv4.bad-header-length') {
    return { code, offset: 0, length: 1, expected: IPV4_HEADER_BYTES, found: headerLength };
  }
  const expected = Math.max(IPV4_HEADER_BYTES, headerLength);
  return { code, offset: 0, length: bytes.length, expected, found: bytes.length };
}

function fieldsOf(bytes: Uint8Array, header: Ipv4Header, headerLength: number): Field[] {
  const bits = (
    name: string,
    offset: number,
    bitOffset: number,
    bitLength: number,
    value: number | boolean,
  ) => {
    const length = Math.ceil((bitOffset + bitLength) / 8);
    return { name: `ipv4.${name}`, offset, length, bitOffset, bitLength, value };
  };
  const fields: Field[] = [
    bits('version', 0, 0, 4, 4),
    { ...bits('headerLength', 0, 4, 4, headerLength), scale: 4 },
    bits('dscp', 1, 0, 6, header.dscp),
    bits('ecn', 1, 6, 2, header.ecn),
    { name: 'ipv4.totalLength', offset: 2, length: 2, value: u16(bytes, 2) },
    { name: 'ipv4.identification', offset: 4, length: 2, value: header.identification, hex: true },
    bits('reserved', 6, 0, 1, (u16(bytes, 6) & RESERVED_FLAG) !== 0),
    bits('dontFragment', 6, 1, 1, header.dontFragment),
    bits('moreFragments', 6, 2, 1, header.moreFragments),
    bits('fragmentOffset', 6, 3, 13, header.fragmentOffset),
    { name: 'ipv4.ttl', offset: 8, length: 1, value: header.ttl },
    { name: 'ipv4.protocol', offset: 9, length: 1, value: header.protocol, ...protocolName(header) },
    { name: 'ipv4.checksum', offset: 10, length: 2, value: u16(bytes, 10), hex: true },
    { name: 'ipv4.source', offset: 12, length: 4, value: formatIpv4(header.source) },
    { name: 'ipv4.destination', offset: 16, length: 4, value: formatIpv4(header.destination) },
  ];
  const options = ipv4OptionSpans(header.options);
  return [...fields, ...options.flatMap((span) => optionFields(bytes, span))];
}

/** An option as one field, and its parts as fields of their own inside it. */
function optionFields(bytes: Uint8Array, span: Ipv4OptionSpan): Field[] {
  const { option, length } = span;
  const offset = IPV4_HEADER_BYTES + span.offset;
  const name = `ipv4.option.${option?.kind ?? 'broken'}`;
  const whole = (value: Field['value']): Field => ({ name, offset, length, value });
  const part = (id: string, at: number, value: number | string): Field => {
    return { name: `${name}.${id}`, offset: offset + at, length: typeof value === 'string' ? 4 : 1, value };
  };
  const raw = hex(bytes.subarray(offset, offset + length));
  switch (option?.kind) {
    case 'nop':
      return [whole(true)];
    case 'router-alert':
      return [whole(option.value)];
    case 'record-route':
    case 'loose-route':
    case 'strict-route': {
      const stops = option.route.map((address, index) => part('address', 3 + 4 * index, formatIpv4(address)));
      return [whole(raw), part('pointer', 2, option.pointer), ...stops];
    }
    case 'timestamp':
      return [whole(raw), part('pointer', 2, option.pointer)];
    default:
      return [whole(raw)];
  }
}

/** Protocols that have a codec here are called by its layer's name. */
function protocolName({ protocol }: Ipv4Header): { meaning?: string } {
  const name = Object.entries(PROTOCOL).find(([, number]) => number === protocol)?.[0];
  return name === undefined ? {} : { meaning: name };
}

function problemsOf(bytes: Uint8Array, { options }: Ipv4Header, headerLength: number): Problem[] {
  const expected = finish(sum16(bytes, 0, 10) + sum16(bytes, 12, headerLength));
  const problems = checksumProblems('ipv4.bad-checksum', 10, expected, u16(bytes, 10));
  const totalLength = u16(bytes, 2);
  if (totalLength < headerLength) {
    const code = 'ipv4.bad-total-length';
    problems.push({ code, offset: 2, length: 2, expected: headerLength, found: totalLength });
  } else if (totalLength > bytes.length) {
    const code = 'ipv4.truncated';
    problems.push({ code, offset: 2, length: 2, expected: totalLength, found: bytes.length });
  }
  // RFC 791 §3.1: "Bit 0: reserved, must be zero"
  if (u16(bytes, 6) & RESERVED_FLAG) problems.push({ code: 'ipv4.reserved-bit', offset: 6, length: 1 });
  for (const { problem, offset, length } of ipv4OptionSpans(options)) {
    if (problem) problems.push({ code: problem, offset: IPV4_HEADER_BYTES + offset, length });
  }
  return problems;
}
