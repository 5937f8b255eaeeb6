import { u16, u32 } from '../wire/octets.ts';
import type { Fault } from './faults.ts';
import { isControl, lengthBytesOf, MOST_OF_CONTROL } from './frame.ts';

/** The head of a frame as it was read (RFC 6455 §5.2). */
export interface Header {
  readonly fin: boolean;
  readonly opcode: number;
  /** The masking key; undefined where the frame is not masked. */
  readonly key: number | undefined;
  /** Bytes of payload. */
  readonly length: number;
  /** Bytes of the head itself: 2 to 14. */
  readonly bytes: number;
}

/** Two bytes, eight of length, four of masking key. */
export const LONGEST_HEADER = 14;

/** Opcodes that RFC 6455 §11.8 gives a meaning: bit n for opcode n. */
const KNOWN = 0b0111_0000_0111;

/**
 * Reads the head that begins at `at`, of which the bytes up to `end` have come. Gives a fault as soon as the bytes show it,
 * whether or not the rest is there; undefined where more are needed. `fromClient`: who sent it (RFC 6455 §5.1).
 */
export function readHeader(
  bytes: Uint8Array,
  at: number,
  end: number,
  fromClient: boolean,
): Header | Fault | undefined {
  if (end === at) return undefined;
  const first = bytes[at]!;
  const opcode = first & 15;
  const fin = first >= 0x80;
  // §5.2: MUST be 0 unless an extension is negotiated; none is
  if ((first & 0x70) !== 0) return 'bad-rsv';
  if (((KNOWN >> opcode) & 1) === 0) return 'bad-opcode';
  if (isControl(opcode) && !fin) return 'control-fragmented';

  if (end - at < 2) return undefined;
  const second = bytes[at + 1]!;
  const masked = second >= 0x80;
  // §5.1: a client MUST mask, a server MUST NOT; whoever hears otherwise closes
  if (masked !== fromClient) return masked ? 'masked' : 'unmasked';
  const short = second & 127;
  if (isControl(opcode) && short > MOST_OF_CONTROL) return 'control-too-long';

  const extended = short < 126 ? 0 : short === 126 ? 2 : 8;
  if (end - at < 2 + extended) return undefined;
  let length = short;
  if (extended === 2) length = u16(bytes, at + 2);
  if (extended === 8) {
    const high = u32(bytes, at + 2);
    // §5.2: the most significant bit MUST be 0
    if (high >= 0x8000_0000) return 'length-too-large';
    length = high * 0x1_0000_0000 + u32(bytes, at + 6);
  }
  // §5.2: the minimal number of bytes MUST be used
  if (extended !== lengthBytesOf(length)) return 'length-not-least';

  const size = 2 + extended + (masked ? 4 : 0);
  if (end - at < size) return undefined;
  return { fin, opcode, key: masked ? u32(bytes, at + size - 4) : undefined, length, bytes: size };
}
