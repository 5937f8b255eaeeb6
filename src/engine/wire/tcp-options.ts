import { putU16, putU32, u16, u32 } from './octets.ts';

/** TCP options (RFC 9293 §3.2; RFC 7323 §2.2, §3.2; RFC 2018 §2, §3). */
export type TcpOption =
  | { readonly kind: 'nop' }
  /** End of the list, kept only where it says more than the encoder's own zero padding up to a multiple of 4: `length` zeros. */
  | { readonly kind: 'eol'; readonly length: number }
  | { readonly kind: 'mss'; readonly mss: number }
  | { readonly kind: 'window-scale'; readonly shift: number }
  | { readonly kind: 'sack-permitted' }
  | { readonly kind: 'sack'; readonly blocks: readonly SackBlock[] }
  | { readonly kind: 'timestamps'; readonly value: number; readonly echo: number }
  /** Of another kind, or of a known kind with a length that kind never has. */
  | { readonly kind: 'unknown'; readonly code: number; readonly data: Uint8Array };

export type Timestamps = Extract<TcpOption, { readonly kind: 'timestamps' }>;

/** Received bytes [left, right). */
export interface SackBlock {
  readonly left: number;
  readonly right: number;
}

export const MAX_OPTION_BYTES = 40;
/** RFC 7323 appendix A: what stands in nearly every segment, two no-operations and timestamps. */
const ALIGNED_TIMESTAMPS = 0x0101080a;
export const ALIGNED_BYTES = 12;

/** Of those that are always as long. */
const LENGTHS = { nop: 1, mss: 4, 'window-scale': 3, 'sack-permitted': 2, timestamps: 10 } as const;

export const lengthOf = (option: TcpOption): number =>
  option.kind === 'eol'
    ? option.length
    : option.kind === 'sack'
      ? 2 + 8 * option.blocks.length
      : option.kind === 'unknown'
        ? 2 + option.data.length
        : LENGTHS[option.kind];

/** Length of the options field: the options and the zeros that fill the last 32-bit word. */
export function paddedLength(options: readonly TcpOption[]): number {
  let length = 0;
  for (const option of options) length += lengthOf(option);
  return (length + 3) & ~3;
}

/** Writes the options from `at` on; `bytes` must be zero there. */
export function writeOptions(bytes: Uint8Array, at: number, options: readonly TcpOption[]): void {
  let next = at;
  for (const option of options) {
    writeOption(bytes, next, option);
    next += lengthOf(option);
  }
}

/** RFC 7323's option, behind what aligns it. */
export function writeTimestamps(bytes: Uint8Array, at: number, { value, echo }: Timestamps): void {
  putU32(bytes, at, ALIGNED_TIMESTAMPS);
  putU32(bytes, at + 4, value);
  putU32(bytes, at + 8, echo);
}

function writeOption(bytes: Uint8Array, at: number, option: TcpOption): void {
  if (option.kind === 'eol') return;
  bytes[at] = option.kind === 'unknown' ? option.code : CODES[option.kind];
  if (option.kind === 'nop') return;
  bytes[at + 1] = lengthOf(option);
  if (option.kind === 'mss') putU16(bytes, at + 2, option.mss);
  else if (option.kind === 'window-scale') bytes[at + 2] = option.shift;
  else if (option.kind === 'unknown') bytes.set(option.data, at + 2);
  else if (option.kind === 'timestamps') {
    putU32(bytes, at + 2, option.value);
    putU32(bytes, at + 6, option.echo);
  } else if (option.kind === 'sack') {
    option.blocks.forEach((block, index) => {
      putU32(bytes, at + 2 + 8 * index, block.left);
      putU32(bytes, at + 6 + 8 * index, block.right);
    });
  }
}

/** Kinds by their names (RFC 9293 §3.2, RFC 7323, RFC 2018). */
export const CODES = {
  nop: 1,
  mss: 2,
  'window-scale': 3,
  'sack-permitted': 4,
  sack: 5,
  timestamps: 8,
} as const;

/** Length of the option of several bytes at `at`. 0, RFC 9293 §3.1 (MUST-7): be ready for an illegal length such as zero; what follows cannot be found any more. */
export function lengthAt(bytes: Uint8Array, at: number, end: number): number {
  const length = at + 1 < end ? bytes[at + 1]! : 0;
  return length < 2 || at + length > end ? 0 : length;
}

export const NOP: TcpOption = { kind: 'nop' };

const stampAt = (bytes: Uint8Array, at: number): Timestamps => ({
  kind: 'timestamps',
  value: u32(bytes, at + 2),
  echo: u32(bytes, at + 6),
});

/** The option of several bytes at `at`. */
export function readOption(bytes: Uint8Array, at: number, code: number, length: number): TcpOption {
  if (code === CODES.mss && length === 4) return { kind: 'mss', mss: u16(bytes, at + 2) };
  if (code === CODES['window-scale'] && length === 3) return { kind: 'window-scale', shift: bytes[at + 2]! };
  if (code === CODES['sack-permitted'] && length === 2) return { kind: 'sack-permitted' };
  if (code === CODES.timestamps && length === 10) {
    return stampAt(bytes, at);
  }
  if (code === CODES.sack && length >= 10 && length % 8 === 2) {
    const blocks: SackBlock[] = [];
    for (let block = at + 2; block < at + length; block += 8) {
      blocks.push({ left: u32(bytes, block), right: u32(bytes, block + 4) });
    }
    return { kind: 'sack', blocks };
  }
  return { kind: 'unknown', code, data: bytes.slice(at + 2, at + length) };
}

export const NO_OPTIONS: readonly TcpOption[] = [];

/** RFC 7323's option, where bytes[start, end) hold nothing else but what aligns it. */
export const timestampsAlone = (bytes: Uint8Array, start: number, end: number): Timestamps | undefined =>
  end - start === ALIGNED_BYTES && u32(bytes, start) === ALIGNED_TIMESTAMPS
    ? stampAt(bytes, start + 2)
    : undefined;

/**
 * The options in bytes[start, end), as a header holds them: without an end-of-list that only fills up the last 32-bit word.
 * As `spansOf` of tcp-option-spans.ts, but without their places: a segment with SACK blocks has six of them.
 */
export function readOptions(bytes: Uint8Array, start: number, end: number): readonly TcpOption[] {
  if (start === end) return NO_OPTIONS;
  const options: TcpOption[] = [];
  for (let at = start; at < end;) {
    const code = bytes[at]!;
    const length = code === 0 ? end - at : code === 1 ? 1 : lengthAt(bytes, at, end);
    if (length === 0) break;
    if (code === 1) options.push(NOP);
    else if (code !== 0) options.push(readOption(bytes, at, code, length));
    else if (length >= 4) options.push({ kind: 'eol', length });
    at += length;
  }
  return options;
}

/** The first option of a kind, or undefined. */
export function findOption<K extends TcpOption['kind']>(
  options: readonly TcpOption[],
  kind: K,
): Extract<TcpOption, { kind: K }> | undefined {
  for (const option of options) if (option.kind === kind) return option as Extract<TcpOption, { kind: K }>;
  return undefined;
}
