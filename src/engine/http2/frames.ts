import { FLAG, FRAME, FRAME_HEADER_BYTES } from './codes.ts';

/** A frame as it lies in the bytes (RFC 9113 §4.1). */
export interface RawFrame {
  readonly type: number;
  readonly flags: number;
  readonly stream: number;
  readonly payload: Uint8Array;
}

export function encodeFrame(type: number, flags: number, stream: number, payload: Uint8Array): Uint8Array {
  const frame = new Uint8Array(FRAME_HEADER_BYTES + payload.length);
  frame[0] = payload.length >>> 16;
  frame[1] = payload.length >>> 8;
  frame[2] = payload.length;
  frame[3] = type;
  frame[4] = flags;
  put32(frame, 5, stream);
  frame.set(payload, FRAME_HEADER_BYTES);
  return frame;
}

export const dataFrame = (stream: number, data: Uint8Array, last: boolean): Uint8Array =>
  encodeFrame(FRAME.DATA, last ? FLAG.END_STREAM : 0, stream, data);

/** HEADERS and as many CONTINUATION frames as the peer's frame size asks for (RFC 9113 §6.2, §6.10). */
export function headerFrames(
  stream: number,
  block: Uint8Array,
  last: boolean,
  mostBytes: number,
): Uint8Array[] {
  const frames: Uint8Array[] = [];
  let at = 0;
  do {
    const piece = block.subarray(at, at + mostBytes);
    at += piece.length;
    const flags =
      (at >= block.length ? FLAG.END_HEADERS : 0) | (frames.length === 0 && last ? FLAG.END_STREAM : 0);
    frames.push(encodeFrame(frames.length === 0 ? FRAME.HEADERS : FRAME.CONTINUATION, flags, stream, piece));
  } while (at < block.length);
  return frames;
}

/** Pairs of identifier and value (RFC 9113 §6.5.1). */
export function settingsFrame(pairs: readonly (readonly [number, number])[]): Uint8Array {
  const payload = new Uint8Array(6 * pairs.length);
  pairs.forEach(([id, value], nth) => {
    payload[6 * nth] = id >>> 8;
    payload[6 * nth + 1] = id;
    put32(payload, 6 * nth + 2, value);
  });
  return encodeFrame(FRAME.SETTINGS, 0, 0, payload);
}
export const settingsAck = (): Uint8Array => encodeFrame(FRAME.SETTINGS, FLAG.ACK, 0, new Uint8Array(0));

export const resetFrame = (stream: number, code: number): Uint8Array =>
  encodeFrame(FRAME.RST_STREAM, 0, stream, of32(code));

export const windowUpdateFrame = (stream: number, increment: number): Uint8Array =>
  encodeFrame(FRAME.WINDOW_UPDATE, 0, stream, of32(increment));

export const pingFrame = (opaque: Uint8Array, ack: boolean): Uint8Array =>
  encodeFrame(FRAME.PING, ack ? FLAG.ACK : 0, 0, opaque);

export function goawayFrame(lastStream: number, code: number, debug: Uint8Array): Uint8Array {
  const payload = new Uint8Array(8 + debug.length);
  put32(payload, 0, lastStream);
  put32(payload, 4, code);
  payload.set(debug, 8);
  return encodeFrame(FRAME.GOAWAY, 0, 0, payload);
}

function of32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  put32(bytes, 0, value);
  return bytes;
}
function put32(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 24;
  bytes[at + 1] = value >>> 16;
  bytes[at + 2] = value >>> 8;
  bytes[at + 3] = value;
}
