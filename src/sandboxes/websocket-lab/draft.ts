import { encodeFrame, type Frame } from '#engine/websocket/frame.ts';
import { encodeUtf8 } from '#engine/wire/utf8.ts';
import { framesOf, keyOf } from './scripts.ts';

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
