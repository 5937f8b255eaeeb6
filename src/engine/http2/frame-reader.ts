import { u32 } from '../wire/octets.ts';
import { FLAG, FRAME, FRAME_HEADER_BYTES, PREFACE } from './codes.ts';
import type { Fault } from './faults.ts';
import type { RawFrame } from './frames.ts';

/** A frame with its meaning. Priority (RFC 9113 §5.3.2) is read over; its frame is told so that somebody may count it. */
export type Frame =
  | {
      readonly kind: 'data';
      readonly stream: number;
      readonly data: Uint8Array;
      readonly last: boolean;
      /** What flow control counts: padding, too (§6.1). */
      readonly counted: number;
    }
  | {
      readonly kind: 'headers';
      readonly stream: number;
      readonly block: Uint8Array;
      readonly last: boolean;
      readonly whole: boolean;
    }
  | {
      readonly kind: 'continuation';
      readonly stream: number;
      readonly block: Uint8Array;
      readonly whole: boolean;
    }
  | { readonly kind: 'priority'; readonly stream: number }
  | { readonly kind: 'reset'; readonly stream: number; readonly code: number }
  | { readonly kind: 'settings'; readonly pairs: readonly (readonly [number, number])[] }
  | { readonly kind: 'settings-ack' }
  | { readonly kind: 'push'; readonly stream: number }
  | { readonly kind: 'ping'; readonly opaque: Uint8Array; readonly ack: boolean }
  | {
      readonly kind: 'goaway';
      readonly lastStream: number;
      readonly code: number;
      readonly debug: Uint8Array;
    }
  | { readonly kind: 'window-update'; readonly stream: number; readonly increment: number }
  /** RFC 9113 §4.1, §5.5: a type that we do not know is ignored. */
  | { readonly kind: 'unknown'; readonly type: number; readonly stream: number };

/** Parts a byte stream into frames, each whole; what it holds is less than a frame and what was pushed last. */
export class FrameReader {
  #buffer = new Uint8Array(0);
  #from = 0;
  #to = 0;

  /** Bytes that were handed out stay as they are: room is made by moving on, never by moving over. */
  push(bytes: Uint8Array): void {
    if (this.#to + bytes.length > this.#buffer.length) {
      const held = this.#buffer.subarray(this.#from, this.#to);
      this.#buffer = new Uint8Array(2 * (held.length + bytes.length));
      this.#buffer.set(held);
      this.#from = 0;
      this.#to = held.length;
    }
    this.#buffer.set(bytes, this.#to);
    this.#to += bytes.length;
  }
  get heldBytes(): number {
    return this.#to - this.#from;
  }
  /** What a client says first (RFC 9113 §3.4): read where it is whole; known for wrong by its first wrong octet. */
  preface(): 'whole' | 'wanted' | 'wrong' {
    const held = this.#buffer.subarray(this.#from, Math.min(this.#to, this.#from + PREFACE.length));
    if (held.some((octet, at) => octet !== PREFACE[at])) return 'wrong';
    return this.take(PREFACE.length) ? 'whole' : 'wanted';
  }
  /** The next `count` bytes as they are; undefined where there are fewer. */
  take(count: number): Uint8Array | undefined {
    if (this.heldBytes < count) return undefined;
    this.#from += count;
    return this.#buffer.subarray(this.#from - count, this.#from);
  }
  /** The next frame; undefined where more is wanted. A frame larger than `mostBytes` is told by its header alone (§4.2). */
  next(mostBytes: number): RawFrame | 'h2.frame-too-large' | undefined {
    if (this.heldBytes < FRAME_HEADER_BYTES) return undefined;
    const head = this.#buffer.subarray(this.#from, this.#from + FRAME_HEADER_BYTES);
    const length = (head[0]! << 16) | (head[1]! << 8) | head[2]!;
    if (length > mostBytes) return 'h2.frame-too-large';
    const whole = this.take(FRAME_HEADER_BYTES + length);
    if (!whole) return undefined;
    // RFC 9113 §4.1: the reserved bit is ignored
    const stream = u32(whole, 5) & 0x7fff_ffff;
    return { type: whole[3]!, flags: whole[4]!, stream, payload: whole.subarray(FRAME_HEADER_BYTES) };
  }
}

/** What a frame says, or what is wrong with it by itself, whatever the state. */
export function meaningOf(raw: RawFrame): Frame | Fault {
  const { type, flags, stream, payload } = raw;
  const has = (flag: number) => (flags & flag) !== 0;
  switch (type) {
    case FRAME.DATA: {
      if (stream === 0) return 'h2.on-stream-0';
      const data = unpadded(payload, has(FLAG.PADDED), 0);
      if (typeof data === 'string') return data;
      return { kind: 'data', stream, data, last: has(FLAG.END_STREAM), counted: payload.length };
    }
    case FRAME.HEADERS: {
      if (stream === 0) return 'h2.on-stream-0';
      const block = unpadded(payload, has(FLAG.PADDED), has(FLAG.PRIORITY) ? 5 : 0);
      if (typeof block === 'string') return block;
      return { kind: 'headers', stream, block, last: has(FLAG.END_STREAM), whole: has(FLAG.END_HEADERS) };
    }
    case FRAME.CONTINUATION:
      if (stream === 0) return 'h2.on-stream-0';
      return { kind: 'continuation', stream, block: payload, whole: has(FLAG.END_HEADERS) };
    case FRAME.PRIORITY:
      if (stream === 0) return 'h2.on-stream-0';
      return payload.length === 5 ? { kind: 'priority', stream } : 'h2.priority-length';
    case FRAME.RST_STREAM:
      if (stream === 0) return 'h2.on-stream-0';
      return payload.length === 4 ? { kind: 'reset', stream, code: u32(payload, 0) } : 'h2.reset-length';
    case FRAME.SETTINGS:
      if (stream !== 0) return 'h2.not-on-stream-0';
      if (has(FLAG.ACK)) return payload.length === 0 ? { kind: 'settings-ack' } : 'h2.settings-ack-length';
      return payload.length % 6 === 0 ? { kind: 'settings', pairs: pairsOf(payload) } : 'h2.settings-length';
    case FRAME.PUSH_PROMISE:
      return stream === 0 ? 'h2.on-stream-0' : { kind: 'push', stream };
    case FRAME.PING:
      if (stream !== 0) return 'h2.not-on-stream-0';
      return payload.length === 8 ? { kind: 'ping', opaque: payload, ack: has(FLAG.ACK) } : 'h2.ping-length';
    case FRAME.GOAWAY: {
      if (stream !== 0) return 'h2.not-on-stream-0';
      if (payload.length < 8) return 'h2.goaway-length';
      const lastStream = u32(payload, 0) & 0x7fff_ffff;
      return { kind: 'goaway', lastStream, code: u32(payload, 4), debug: payload.subarray(8) };
    }
    case FRAME.WINDOW_UPDATE:
      if (payload.length !== 4) return 'h2.window-update-length';
      return { kind: 'window-update', stream, increment: u32(payload, 0) & 0x7fff_ffff };
    default:
      return { kind: 'unknown', type, stream };
  }
}

/** RFC 9113 §6.1, §6.2: padding as long as what it pads, or longer, is an error; so is a frame too short for its fields. */
function unpadded(payload: Uint8Array, padded: boolean, fields: number): Uint8Array | Fault {
  const begin = (padded ? 1 : 0) + fields;
  if (payload.length < begin) return 'h2.too-short';
  const end = payload.length - (padded ? payload[0]! : 0);
  return end < begin ? 'h2.padding' : payload.subarray(begin, end);
}

function pairsOf(payload: Uint8Array): (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  for (let at = 0; at < payload.length; at += 6)
    pairs.push([(payload[at]! << 8) | payload[at + 1]!, u32(payload, at + 2)]);
  return pairs;
}
