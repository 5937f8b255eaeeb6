import type { Ipv4 } from './address.ts';
import { putU16, putU32, u16, u32 } from './octets.ts';

/** IPv4 options (RFC 791 §3.1; router alert: RFC 2113 §2.1). */
export type Ipv4Option =
  | { readonly kind: 'nop' }
  /** End of the list, kept only where it says more than the padding up to a multiple of 4: `length` zeros. */
  | { readonly kind: 'eol'; readonly length: number }
  /** `pointer` counts from 1, from the option's first byte: 4 is the first place of the route. */
  | {
      readonly kind: 'record-route' | 'loose-route' | 'strict-route';
      readonly pointer: number;
      readonly route: readonly Ipv4[];
    }
  /** `slots` are timestamps, or by turns addresses and timestamps, as `flag` says (0; 1 and 3). */
  | {
      readonly kind: 'timestamp';
      readonly pointer: number;
      readonly overflow: number;
      readonly flag: number;
      readonly slots: readonly number[];
    }
  | { readonly kind: 'router-alert'; readonly value: number }
  /** Of another kind, or of a known kind with a length that kind never has. */
  | { readonly kind: 'unknown'; readonly code: number; readonly data: Uint8Array };

/** Where one option stands: offsets from the start of the bytes, and the code of what is wrong with it. */
export interface Ipv4OptionSpan {
  readonly option: Ipv4Option | undefined;
  readonly offset: number;
  readonly length: number;
  readonly problem: string | undefined;
}

/** RFC 791 §3.1: the type's first bit says that the option is copied into every fragment. */
export const COPIED = 0x80;
const CODES = {
  ...{ 'record-route': 7, timestamp: 68, 'loose-route': 131, 'strict-route': 137, 'router-alert': 148 },
} as const;

function lengthOf(option: Ipv4Option): number {
  switch (option.kind) {
    case 'nop':
      return 1;
    case 'eol':
      return option.length;
    case 'record-route':
    case 'loose-route':
    case 'strict-route':
      return 3 + 4 * option.route.length;
    case 'timestamp':
      return 4 + 4 * option.slots.length;
    case 'router-alert':
      return 4;
    case 'unknown':
      return 2 + option.data.length;
  }
}

/** The options field of a header: the options, and zeros that fill the last 32-bit word. */
export function encodeIpv4Options(options: readonly Ipv4Option[]): Uint8Array {
  let length = 0;
  for (const option of options) length += lengthOf(option);
  const bytes = new Uint8Array((length + 3) & ~3);
  let at = 0;
  for (const option of options) {
    write(bytes, at, option);
    at += lengthOf(option);
  }
  return bytes;
}

function write(bytes: Uint8Array, at: number, option: Ipv4Option): void {
  if (option.kind === 'eol') return;
  if (option.kind === 'nop') {
    bytes[at] = 1;
    return;
  }
  bytes[at] = option.kind === 'unknown' ? option.code : CODES[option.kind];
  bytes[at + 1] = lengthOf(option);
  if (option.kind === 'unknown') bytes.set(option.data, at + 2);
  else if (option.kind === 'router-alert') putU16(bytes, at + 2, option.value);
  else if (option.kind === 'timestamp') {
    bytes[at + 2] = option.pointer;
    bytes[at + 3] = (option.overflow << 4) | option.flag;
    option.slots.forEach((slot, index) => putU32(bytes, at + 4 + 4 * index, slot));
  } else {
    bytes[at + 2] = option.pointer;
    option.route.forEach((address, index) => putU32(bytes, at + 3 + 4 * index, address));
  }
}

/** The options of a header's options field, in order. Stops at an end-of-list and at a length that cannot be. */
export function ipv4OptionSpans(bytes: Uint8Array): Ipv4OptionSpan[] {
  const spans: Ipv4OptionSpan[] = [];
  let at = 0;
  while (at < bytes.length) {
    const code = bytes[at]!;
    if (code === 0) {
      const length = bytes.length - at;
      const zero = bytes.subarray(at).every((byte) => byte === 0);
      // RFC 791 §3.1: the padding is zero
      const problem = zero ? undefined : 'ipv4.nonzero-padding';
      spans.push({ option: { kind: 'eol', length }, offset: at, length, problem });
      break;
    }
    if (code === 1) {
      spans.push({ option: { kind: 'nop' }, offset: at, length: 1, problem: undefined });
      at += 1;
      continue;
    }
    const length = bytes[at + 1] ?? 0;
    // RFC 1122 §3.2.1.8: an illegal length is a parameter problem; what follows cannot be found any more
    if (length < 2 || at + length > bytes.length) {
      const rest = bytes.length - at;
      spans.push({ option: undefined, offset: at, length: rest, problem: 'ipv4.bad-option-length' });
      break;
    }
    const option = readOption(bytes, at, code, length);
    const odd = option.kind === 'unknown' && Object.values<number>(CODES).includes(code);
    spans.push({ option, offset: at, length, problem: odd ? 'ipv4.odd-option-length' : undefined });
    at += length;
  }
  return spans;
}

function readOption(bytes: Uint8Array, at: number, code: number, length: number): Ipv4Option {
  const words = (from: number): number[] =>
    Array.from({ length: (length - from) / 4 }, (_, index) => u32(bytes, at + from + 4 * index));
  if (code === CODES['router-alert'] && length === 4) {
    return { kind: 'router-alert', value: u16(bytes, at + 2) };
  }
  if (code === CODES.timestamp && length >= 4 && length % 4 === 0) {
    const [pointer, both] = [bytes[at + 2]!, bytes[at + 3]!];
    return { kind: 'timestamp', pointer, overflow: both >> 4, flag: both & 15, slots: words(4) };
  }
  for (const kind of ['record-route', 'loose-route', 'strict-route'] as const) {
    if (code === CODES[kind] && length % 4 === 3) return { kind, pointer: bytes[at + 2]!, route: words(3) };
  }
  return { kind: 'unknown', code, data: bytes.slice(at + 2, at + length) };
}

/** The options, without an end-of-list that only fills up the last 32-bit word. */
export function readIpv4Options(bytes: Uint8Array): Ipv4Option[] {
  const options: Ipv4Option[] = [];
  for (const { option } of ipv4OptionSpans(bytes)) {
    if (option && !(option.kind === 'eol' && option.length < 4)) options.push(option);
  }
  return options;
}

/** The options field of every fragment but the first: the options whose copied flag is set (RFC 791 §3.1). */
export function copiedOptions(bytes: Uint8Array): Uint8Array {
  const kept = ipv4OptionSpans(bytes).filter(
    ({ option, offset }) => option && (bytes[offset]! & COPIED) !== 0,
  );
  const parts = kept.map(({ offset, length }) => bytes.subarray(offset, offset + length));
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const copied = new Uint8Array((length + 3) & ~3);
  let at = 0;
  for (const part of parts) {
    copied.set(part, at);
    at += part.length;
  }
  return copied;
}
