import { updated } from './checksum.ts';
import { checksumProblems } from './checksum-problems.ts';
import type { Decoded, Field, Problem } from './layer.ts';
import { hex, u16, u32 } from './octets.ts';
import { FLAG, TCP_HEADER_BYTES, tcpChecksum, type Addresses, type FlagName, type TcpHeader } from './tcp.ts';
import { readTcp } from './tcp-read.ts';
import { spansOf, type OptionSpan } from './tcp-option-spans.ts';

/** The control bits from the most significant on, as the header has them (RFC 9293 §3.1). */
const BITS: readonly FlagName[] = ['CWR', 'ECE', 'URG', 'ACK', 'PSH', 'RST', 'SYN', 'FIN'];

/** Every field of the header with its place, and every problem. Never throws. */
export function decodeTcp(bytes: Uint8Array, addresses: Addresses): Decoded<TcpHeader> {
  const { value, payload: data, fault } = readTcp(bytes, addresses);
  if (!value) return { value, payload: data, fields: [], problems: [unreadable(bytes, fault)] };
  const headerLength = bytes.length - data.length;
  const spans = spansOf(bytes, TCP_HEADER_BYTES, headerLength);
  return {
    value,
    // Where it begins says where the header ends, also where it is empty
    payload: bytes.subarray(headerLength),
    fields: [...fieldsOf(bytes, value, headerLength), ...spans.flatMap((span) => optionFields(bytes, span))],
    problems: problemsOf(bytes, addresses, spans),
  };
}

/** Why there is no header to be read at all. */
function unreadable(bytes: Uint8Array, code: string): Problem {
  const headerLength = bytes.length > 12 ? (bytes[12]! >> 4) * 4 : TCP_HEADER_BYTES;
  if (code === 'tcp.bad-data-offset') {
    return { code, offset: 12, length: 1, expected: TCP_HEADER_BYTES, found: headerLength };
  }
  const expected = Math.max(TCP_HEADER_BYTES, headerLength);
  return { code, offset: 0, length: bytes.length, expected, found: bytes.length };
}

function fieldsOf(bytes: Uint8Array, header: TcpHeader, headerLength: number): Field[] {
  const at12 = { offset: 12, length: 1, bitLength: 4 };
  return [
    { name: 'tcp.sourcePort', offset: 0, length: 2, value: header.sourcePort },
    { name: 'tcp.destinationPort', offset: 2, length: 2, value: header.destinationPort },
    { name: 'tcp.seq', offset: 4, length: 4, value: header.seq },
    { name: 'tcp.ack', offset: 8, length: 4, value: header.ack },
    { ...at12, name: 'tcp.dataOffset', bitOffset: 0, value: headerLength, scale: 4 },
    { ...at12, name: 'tcp.reserved', bitOffset: 4, value: bytes[12]! & 15 },
    ...BITS.map((name, bitOffset) => {
      const value = (header.flags & FLAG[name]) !== 0;
      return { name: `tcp.flag.${name}`, offset: 13, length: 1, bitOffset, bitLength: 1, value };
    }),
    { name: 'tcp.window', offset: 14, length: 2, value: header.window },
    { name: 'tcp.checksum', offset: 16, length: 2, value: u16(bytes, 16), hex: true },
    { name: 'tcp.urgent', offset: 18, length: 2, value: header.urgent },
  ];
}

/** An option as one field, and its parts as fields of their own inside it. */
function optionFields(bytes: Uint8Array, { option, offset, length }: OptionSpan): Field[] {
  const name = `tcp.option.${option?.kind ?? 'broken'}`;
  const whole = (value: Field['value']): Field => ({ name, offset, length, value });
  const part = (id: string, at: number): Field => {
    return { name: `${name}.${id}`, offset: at, length: 4, value: u32(bytes, at) };
  };
  switch (option?.kind) {
    case 'mss':
      return [whole(option.mss)];
    case 'window-scale':
      return [whole(option.shift)];
    case 'timestamps':
      return [
        whole(hex(bytes.subarray(offset, offset + length))),
        part('value', offset + 2),
        part('echo', offset + 6),
      ];
    case 'sack': {
      const edges = option.blocks.flatMap((_, index) => {
        const at = offset + 2 + 8 * index;
        return [part('left', at), part('right', at + 4)];
      });
      return [whole(option.blocks.length), ...edges];
    }
    case 'nop':
    case 'sack-permitted':
      return [whole(true)];
    default:
      return [whole(hex(bytes.subarray(offset, offset + length)))];
  }
}

function problemsOf(bytes: Uint8Array, addresses: Addresses, spans: readonly OptionSpan[]): Problem[] {
  const found = u16(bytes, 16);
  // what the sum would be with 0 in the field's place (RFC 1624 §3)
  const expected = updated(tcpChecksum(bytes, addresses), found, 0);
  const problems = checksumProblems('tcp.bad-checksum', 16, expected, found);
  // RFC 9293 §3.1: reserved bits must be zero in what is sent, and are ignored in what is received
  if (bytes[12]! & 15) problems.push({ code: 'tcp.reserved-bits', offset: 12, length: 1 });
  for (const { problem, offset, length } of spans) {
    if (problem) problems.push({ code: problem, offset, length });
  }
  return problems;
}
