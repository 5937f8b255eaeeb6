import { CODES, lengthAt, NOP, readOption, type TcpOption } from './tcp-options.ts';

/** Where one option stands: offsets from the start of the bytes, and the code of what is wrong with it. */
export interface OptionSpan {
  readonly option: TcpOption | undefined;
  readonly offset: number;
  readonly length: number;
  readonly problem: string | undefined;
}

/** The options in bytes[start, end), in order. Stops at an end-of-list and at a length that cannot be. */
export function spansOf(bytes: Uint8Array, start: number, end: number): OptionSpan[] {
  const spans: OptionSpan[] = [];
  let at = start;
  while (at < end) {
    const code = bytes[at]!;
    if (code === 0) {
      spans.push(endOfList(bytes, at, end));
      break;
    }
    if (code === 1) {
      spans.push({ option: NOP, offset: at, length: 1, problem: undefined });
      at += 1;
      continue;
    }
    const length = lengthAt(bytes, at, end);
    if (length === 0) {
      spans.push({ option: undefined, offset: at, length: end - at, problem: 'tcp.bad-option-length' });
      break;
    }
    const option = readOption(bytes, at, code, length);
    const odd = option.kind === 'unknown' && Object.values<number>(CODES).includes(code);
    spans.push({ option, offset: at, length, problem: odd ? 'tcp.odd-option-length' : undefined });
    at += length;
  }
  return spans;
}

function endOfList(bytes: Uint8Array, at: number, end: number): OptionSpan {
  const zero = bytes.subarray(at, end).every((byte) => byte === 0);
  const length = end - at;
  // RFC 9293 §3.1: the padding is composed of zeros
  return {
    option: { kind: 'eol', length },
    offset: at,
    length,
    problem: zero ? undefined : 'tcp.nonzero-padding',
  };
}
