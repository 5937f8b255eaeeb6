import { putU16, putU32 } from '../wire/octets.ts';
import { mask } from './mask.ts';

/** RFC 6455 §5.2; the others are reserved: 3 to 7 for data, 11 to 15 for control. */
export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** RFC 6455 §5.5: the opcodes whose most significant bit is set. */
export const isControl = (opcode: number): boolean => opcode >= 8;

/** RFC 6455 §5.5. */
export const MOST_OF_CONTROL = 125;

/** A frame as somebody wants it sent; nothing is checked, so that wrong ones can be sent too. */
export interface Frame {
  readonly fin: boolean;
  /** RSV1 to RSV3 as one number, RSV1 is 4; 0 without an extension. */
  readonly rsv?: number;
  readonly opcode: number;
  readonly payload: Uint8Array;
  /** The masking key, 32 bits; undefined leaves the frame unmasked. */
  readonly key?: number;
  /** How many bytes of extended length there are; where it is not said, as few as will do. */
  readonly lengthBytes?: 0 | 2 | 8;
}

/** The extended length that a payload needs, in bytes: 0 up to 125, 2 up to 65,535, else 8 (RFC 6455 §5.2). */
export const lengthBytesOf = (length: number): 0 | 2 | 8 => (length < 126 ? 0 : length < 65_536 ? 2 : 8);

/** RFC 6455 §5.2, with the payload masked where there is a key. */
export function encodeFrame(frame: Frame): Uint8Array {
  const { payload, key } = frame;
  const extended = frame.lengthBytes ?? lengthBytesOf(payload.length);
  const bytes = new Uint8Array(2 + extended + (key === undefined ? 0 : 4) + payload.length);
  bytes[0] = (frame.fin ? 0x80 : 0) | ((frame.rsv ?? 0) << 4) | frame.opcode;
  bytes[1] =
    (key === undefined ? 0 : 0x80) | (extended === 0 ? payload.length & 127 : extended === 2 ? 126 : 127);
  if (extended === 2) putU16(bytes, 2, payload.length);
  if (extended === 8) putU32(bytes, 6, payload.length);
  const at = bytes.length - payload.length;
  if (key === undefined) bytes.set(payload, at);
  else {
    putU32(bytes, at - 4, key);
    mask(payload, 0, payload.length, bytes, at, key, 0);
  }
  return bytes;
}
