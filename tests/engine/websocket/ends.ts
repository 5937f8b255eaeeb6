/** Ends to try things on: bytes of a client's frames, and what a server end makes of them. */
import { stream } from '#engine/kernel/random.ts';
import { WebSocketEnd, type Happening } from '#engine/websocket/endpoint.ts';
import { encodeFrame, OPCODE, type Frame } from '#engine/websocket/frame.ts';
import { encodeUtf8 } from '#engine/wire/utf8.ts';

export const KEY = 0x37fa213d;

/** A masked frame, whole unless said otherwise. */
export function sent(
  opcode: number,
  payload: Uint8Array | string = '',
  more: Partial<Frame> = {},
): Uint8Array {
  const bytes = typeof payload === 'string' ? encodeUtf8(payload) : payload;
  return encodeFrame({ fin: true, opcode, payload: bytes, key: KEY, ...more });
}
export const part = (opcode: number, payload: Uint8Array | string = ''): Uint8Array =>
  sent(opcode, payload, { fin: false });
export const closing = (...payload: number[]): Uint8Array => sent(OPCODE.close, Uint8Array.from(payload));
export const code = (value: number, reason: Uint8Array | string = ''): Uint8Array =>
  sent(
    OPCODE.close,
    joined([
      Uint8Array.of(value >> 8, value & 255),
      typeof reason === 'string' ? encodeUtf8(reason) : reason,
    ]),
  );

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, one) => sum + one.length, 0));
  let at = 0;
  for (const one of parts) {
    all.set(one, at);
    at += one.length;
  }
  return all;
}

export const serverEnd = (maxMessageBytes?: number): WebSocketEnd =>
  new WebSocketEnd({ role: 'server', ...(maxMessageBytes !== undefined && { maxMessageBytes }) });
export const clientEnd = (seed = 1): WebSocketEnd =>
  new WebSocketEnd({ role: 'client', random: stream(seed, 'mask') });

export interface Verdict {
  readonly happenings: readonly Happening[];
  readonly answer: Uint8Array;
  readonly state: string;
  readonly hangUp: boolean;
}

/** What an end makes of the bytes, given in pieces of `size`. */
export function verdict(end: WebSocketEnd, bytes: Uint8Array, size = Infinity): Verdict {
  const happenings: Happening[] = [];
  for (let at = 0; at < bytes.length; at += size)
    happenings.push(...end.receive(bytes.subarray(at, Math.min(bytes.length, at + size))));
  return { happenings, answer: joined(end.output()), state: end.state, hangUp: end.hangUp };
}

/** In a line each: 'text hello', 'binary 00ff', 'ping', 'close 1000 bye', 'fail bad-rsv 1002'. */
export const told = (happenings: readonly Happening[]): string[] =>
  happenings.map((one) => {
    if (one.what === 'close') return `close ${one.code}${one.reason && ` ${one.reason}`}`;
    if (one.what === 'fail') return `fail ${one.fault} ${one.code}`;
    const bytes = Buffer.from(one.bytes);
    if (one.what !== 'message') return `${one.what}${bytes.length > 0 ? ` ${bytes.toString()}` : ''}`;
    return one.text ? `text ${bytes.toString()}` : `binary ${bytes.toString('hex')}`;
  });
