import { stream } from '#engine/kernel/random.ts';
import { encodeFrame, type Frame } from '#engine/websocket/frame.ts';
import { hex } from '#engine/wire/octets.ts';
import { encodeUtf8 } from '#engine/wire/utf8.ts';

/** The frames of a list, a line each; lines with anything but pairs of hexadecimal digits are passed over. */
export function framesOf(list: string): Uint8Array[] {
  return list
    .split('\n')
    .map((line) => line.replace(/\s+/g, ''))
    .filter((line) => /^([0-9a-f]{2})+$/i.test(line))
    .map((line) => Uint8Array.from(line.match(/../g)!, (pair) => Number.parseInt(pair, 16)));
}
export const listOf = (frames: readonly Uint8Array[]): string => frames.map(hex).join('\n');

/** What a reader says of a frame; bytes follow from it. */
export interface Draft {
  readonly fin: boolean;
  readonly rsv: boolean;
  readonly opcode: number;
  readonly masked: boolean;
  /** How many bytes of extended length; 'least' as few as will do. */
  readonly length: 'least' | '2' | '8';
  /** Text, or with `hexed` hexadecimal digits. */
  readonly payload: string;
  readonly hexed: boolean;
}

/** The n-th frame of a reader's list has the n-th key of this stream: as unpredictable as it needs to be, and always the same. */
export function keyOf(nth: number): number {
  const random = stream(1, `key-${nth}`);
  return random.below(0x1_0000) * 0x1_0000 + random.below(0x1_0000);
}

export const payloadOf = ({ payload, hexed }: Pick<Draft, 'payload' | 'hexed'>): Uint8Array =>
  hexed ? (framesOf(payload.replace(/\s+/g, ''))[0] ?? new Uint8Array(0)) : encodeUtf8(payload);

export function bytesOf(draft: Draft, nth: number): Uint8Array {
  const frame: Frame = {
    ...{ fin: draft.fin, rsv: draft.rsv ? 4 : 0, opcode: draft.opcode, payload: payloadOf(draft) },
    ...(draft.masked && { key: keyOf(nth) }),
    ...(draft.length !== 'least' && { lengthBytes: Number(draft.length) as 2 | 8 }),
  };
  return encodeFrame(frame);
}
