import { field, hasField, type Fields } from './message.ts';
import { encodeChunk, encodeLastChunk } from './write.ts';

/** How a body that we send ends. 'none': there is none, whatever the fields say. */
export type Sending = 'none' | 'length' | 'chunked' | 'until-close';

/** A body on its way out: framed as its head has announced. */
export class OutgoingBody {
  readonly sending: Sending;
  /** With 'length': bytes that are still owed. */
  #owed: number;
  done: boolean;

  constructor(sending: Sending, length = 0) {
    this.sending = sending;
    this.#owed = length;
    this.done = sending === 'none';
  }

  /** The bytes for the wire. Throws where more is written than was announced. */
  write(bytes: Uint8Array): Uint8Array[] {
    if (this.sending === 'none' || bytes.length === 0) return [];
    if (this.done) throw new Error('the message is finished');
    if (this.sending === 'length' && bytes.length > this.#owed)
      throw new Error('more than Content-Length says');
    this.#owed -= bytes.length;
    return [this.sending === 'chunked' ? encodeChunk(bytes) : bytes];
  }

  finish(trailers: Fields = []): Uint8Array[] {
    if (this.done) return [];
    if (this.sending === 'length' && this.#owed > 0) throw new Error('less than Content-Length says');
    this.done = true;
    return this.sending === 'chunked' ? [encodeLastChunk(trailers)] : [];
  }
}

/** The length that the fields announce; undefined where they announce none. Throws where they cannot be meant. */
export function announced(fields: Fields): number | 'chunked' | undefined {
  const coding = field(fields, 'transfer-encoding');
  const length = field(fields, 'content-length');
  if (coding !== undefined && (coding.toLowerCase() !== 'chunked' || length !== undefined))
    throw new Error('only chunked, and no Content-Length beside it (RFC 9112 §6.1, §6.2)');
  if (coding !== undefined) return 'chunked';
  if (length === undefined) return undefined;
  if (!/^[0-9]+$/.test(length)) throw new Error(`no length: ${length}`);
  return Number(length);
}

export const withLength = (fields: Fields, bytes: number): Fields =>
  hasField(fields, 'content-length') ? fields : [...fields, ['Content-Length', String(bytes)]];
