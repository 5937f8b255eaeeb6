import { Slab } from '../wire/slab.ts';
import type { Fault } from './faults.ts';
import { LONGEST_HEADER, readHeader, type Header } from './header.ts';
import { mask } from './mask.ts';

/** Why nothing more is read: something is wrong, or the peer has closed. */
export type Stop = Fault | 'closed';

/** What is told of the frames while they are read. Each of the three may say that it is enough. */
export interface FrameSink {
  begin(header: Header): Stop | undefined;
  /** The next bytes of the payload, unmasked, in a place of their own. Never empty. */
  data(bytes: Uint8Array): Stop | undefined;
  end(): Stop | undefined;
}

/** Parts a byte stream into frames, however the bytes come. Keeps no more than the head of one frame. */
export class FrameReader {
  readonly #fromClient: boolean;
  readonly #head = new Uint8Array(LONGEST_HEADER);
  readonly #slab = new Slab();
  #headBytes = 0;
  #frame: Header | undefined;
  /** Bytes of the payload that have come. */
  #seen = 0;

  constructor(fromClient: boolean) {
    this.#fromClient = fromClient;
  }

  take(bytes: Uint8Array, sink: FrameSink): Stop | undefined {
    let at = 0;
    while (at < bytes.length) {
      if (!this.#frame) {
        const next = this.#header(bytes, at);
        if (typeof next === 'string') return next;
        at = next;
        if (!this.#frame) return undefined;
        const stop = sink.begin(this.#frame);
        if (stop) return stop;
      }
      const count = Math.min(this.#frame.length - this.#seen, bytes.length - at);
      if (count > 0) {
        const stop = sink.data(this.#unmasked(this.#frame, bytes, at, count));
        if (stop) return stop;
        at += count;
        this.#seen += count;
      }
      if (this.#seen < this.#frame.length) return undefined;
      this.#frame = undefined;
      this.#seen = 0;
      const stop = sink.end();
      if (stop) return stop;
    }
    return undefined;
  }

  /** Reads the head in place, or byte by byte where its first bytes came before. Gives the index behind what it took. */
  #header(bytes: Uint8Array, at: number): number | Fault {
    if (this.#headBytes === 0) {
      const header = readHeader(bytes, at, bytes.length, this.#fromClient);
      if (typeof header === 'string') return header;
      if (header) {
        this.#frame = header;
        return at + header.bytes;
      }
    }
    for (let next = at; next < bytes.length; next += 1) {
      this.#head[this.#headBytes] = bytes[next]!;
      this.#headBytes += 1;
      const header = readHeader(this.#head, 0, this.#headBytes, this.#fromClient);
      if (typeof header === 'string') return header;
      if (header) {
        this.#frame = header;
        this.#headBytes = 0;
        return next + 1;
      }
    }
    return bytes.length;
  }

  #unmasked(frame: Header, bytes: Uint8Array, at: number, count: number): Uint8Array {
    if (frame.key === undefined) return bytes.slice(at, at + count);
    const plain = this.#slab.take(count);
    mask(bytes, at, count, plain, 0, frame.key, this.#seen);
    return plain;
  }
}
