import { INITIAL_WINDOW } from './codes.ts';
import { dataFrame, headerFrames } from './frames.ts';
import { HpackEncoder, type EncoderRules } from './hpack/encoder.ts';
import type { Field } from './hpack/field.ts';
import { INITIAL_SETTINGS, type Settings } from './settings.ts';
import type { Stream } from './stream.ts';

/** Counted as they are written: what the fields take in HPACK and its frames, and what they would take as lines of HTTP/1.1. */
export interface HeaderCount {
  sections: number;
  hpackBytes: number;
  plainBytes: number;
}

/** Everything that is to be sent: frames that wait for nobody, and behind them the data of streams in turn, as windows allow. */
export class Outgoing {
  readonly headers: HeaderCount = { sections: 0, hpackBytes: 0, plainBytes: 0 };
  readonly #encoder: HpackEncoder;
  readonly #chunkBytes: number;
  /** Called when the last of a stream has gone. */
  readonly #ended: (stream: Stream) => void;
  #peer: Settings = INITIAL_SETTINGS;
  #control: Uint8Array[] = [];
  #window = INITIAL_WINDOW;
  #turns: Stream[] = [];
  /** Answers that the peer asked for and has not taken: PING and SETTINGS acknowledgments, RST_STREAM. */
  answers = 0;

  constructor(rules: Partial<EncoderRules>, chunkBytes: number, ended: (stream: Stream) => void) {
    this.#encoder = new HpackEncoder(INITIAL_SETTINGS.HEADER_TABLE_SIZE, rules);
    this.#chunkBytes = chunkBytes;
    this.#ended = ended;
  }
  get windowBytes(): number {
    return this.#window;
  }
  get peer(): Settings {
    return this.#peer;
  }
  get encoder(): HpackEncoder {
    return this.#encoder;
  }
  /** Something could be sent right now. */
  get waiting(): boolean {
    return this.#control.length > 0 || this.#turns.some((stream) => this.#can(stream));
  }

  put(...frames: readonly Uint8Array[]): void {
    this.#control.push(...frames);
  }
  answer(frame: Uint8Array): void {
    this.#control.push(frame);
    this.answers += 1;
  }
  section(stream: number, fields: readonly Field[], last: boolean): void {
    const frames = headerFrames(stream, this.#encoder.encode(fields), last, this.#peer.MAX_FRAME_SIZE);
    this.headers.sections += 1;
    for (const { length } of frames) this.headers.hpackBytes += length;
    this.headers.plainBytes += plainBytes(fields);
    this.put(...frames);
  }
  grow(increment: number): number {
    return (this.#window += increment);
  }
  /** RFC 9113 §6.9.2: what changes in the initial window changes in every stream's; the caller does it. */
  follow(peer: Settings, mostTableBytes: number): void {
    this.#peer = peer;
    this.#encoder.resize(Math.min(peer.HEADER_TABLE_SIZE, mostTableBytes));
  }
  /** The stream has something to send, or may send again. */
  queue(stream: Stream): void {
    if (stream.inTurn) return;
    stream.inTurn = true;
    this.#turns.push(stream);
  }
  forget(stream: Stream): void {
    if (!stream.inTurn) return;
    stream.inTurn = false;
    this.#turns = this.#turns.filter((one) => one !== stream);
  }
  drop(): void {
    this.#control = [];
    this.#turns = [];
  }

  /** What may go now: all that waits for nobody, then data until `most` bytes are reached. */
  take(most: number): Uint8Array {
    const parts = this.#control;
    this.#control = [];
    this.answers = 0;
    let bytes = parts.reduce((sum, { length }) => sum + length, 0);
    let blocked = 0;
    while (bytes < most && blocked < this.#turns.length) {
      const stream = this.#turns.shift()!;
      if (!this.#can(stream)) {
        // Waits for a window or for more data, and comes back then
        if (this.#window > 0 || stream.queuedBytes === 0) stream.inTurn = false;
        else {
          this.#turns.push(stream);
          blocked += 1;
        }
        continue;
      }
      blocked = 0;
      for (const part of this.#next(stream)) {
        parts.push(part);
        bytes += part.length;
      }
      if (stream.queuedBytes > 0 || stream.ending) this.#turns.push(stream);
      else stream.inTurn = false;
    }
    return join(parts, bytes);
  }

  #can(stream: Stream): boolean {
    if (stream.queuedBytes === 0) return stream.ending;
    return Math.min(stream.sendWindow, this.#window) > 0;
  }

  /** One turn of a stream: one frame of data, or its end. */
  #next(stream: Stream): Uint8Array[] {
    if (stream.queuedBytes === 0 && stream.trailers) {
      const waiting = this.#control;
      this.#control = [];
      this.section(stream.id, stream.trailers, true);
      const frames = this.#control;
      this.#control = waiting;
      this.#end(stream);
      return frames;
    }
    const most = Math.min(this.#peer.MAX_FRAME_SIZE, this.#chunkBytes, stream.sendWindow, this.#window);
    const data = cut(stream, Math.max(0, most));
    stream.sendWindow -= data.length;
    this.#window -= data.length;
    const last = stream.ending && stream.queuedBytes === 0 && !stream.trailers;
    if (last) this.#end(stream);
    return [dataFrame(stream.id, data, last)];
  }

  #end(stream: Stream): void {
    stream.ending = false;
    stream.trailers = undefined;
    this.#ended(stream);
  }
}

/** As much as `most` of the front of the queue. */
function cut(stream: Stream, most: number): Uint8Array {
  const bytes = Math.min(most, stream.queuedBytes);
  const out = new Uint8Array(bytes);
  for (let at = 0; at < bytes;) {
    const head = stream.queue[0]!;
    const piece = head.subarray(0, bytes - at);
    out.set(piece, at);
    at += piece.length;
    if (piece.length === head.length) stream.queue.shift();
    else stream.queue[0] = head.subarray(piece.length);
  }
  stream.queuedBytes -= bytes;
  return out;
}

/** RFC 9112 §2.1: 'GET /a HTTP/1.1', 'HTTP/1.1 200 OK', 'name: value', each with its CRLF, and the empty line. */
function plainBytes(fields: readonly Field[]): number {
  const value = (name: string) => fields.find((field) => field.name === name)?.value.length;
  const status = value(':status');
  const [method, path, authority] = [value(':method'), value(':path'), value(':authority')];
  let bytes = 2;
  if (status !== undefined) bytes += 'HTTP/1.1 '.length + status + ' OK\r\n'.length;
  if (method !== undefined) bytes += method + (path ?? authority ?? 0) + '  HTTP/1.1\r\n'.length;
  if (method !== undefined && path !== undefined && authority !== undefined)
    bytes += 'host: \r\n'.length + authority;
  for (const field of fields)
    if (!field.name.startsWith(':')) bytes += field.name.length + field.value.length + ': \r\n'.length;
  return bytes;
}

function join(parts: readonly Uint8Array[], bytes: number): Uint8Array {
  const all = new Uint8Array(bytes);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
