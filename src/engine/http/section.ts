import type { FaultCode } from './faults.ts';
import type { Limits } from './limits.ts';
import { trimmed, type Field } from './message.ts';
import { CLASS, COLON, FIELD_CHAR, HTAB, SP, TCHAR, textOf } from './octets.ts';

/** Whether obs-fold is undone or refused (RFC 9112 §5.2): a user agent undoes it in a response; a server may refuse, and does. */
export type Folding = 'undone' | 'refused';

/** The field lines of a head or of a trailer section (RFC 9112 §5), one after the other. */
export class Section {
  fields: Field[] = [];
  readonly #limits: Limits;
  readonly #folding: Folding;
  /** Bytes of the lines so far, with their CRLF; of the last field and what was folded onto it. */
  bytes = 0;
  #lastBytes = 0;

  constructor(limits: Limits, folding: Folding) {
    this.#limits = limits;
    this.#folding = folding;
  }

  begin(): void {
    this.fields = [];
    this.bytes = 0;
    this.#lastBytes = 0;
  }

  /** How long the next line may be, without CRLF. */
  get room(): number {
    return Math.min(this.#limits.lineBytes, this.#limits.sectionBytes - this.bytes - 2);
  }
  /** What is wrong with a line that is longer than that. */
  get tooLong(): FaultCode {
    return this.room < this.#limits.lineBytes ? 'fields-too-long' : 'field-too-long';
  }

  /** A line that is not empty, without its CRLF. */
  add(bytes: Uint8Array, from: number, to: number): FaultCode | undefined {
    this.bytes += to - from + 2;
    if (bytes[from] === SP || bytes[from] === HTAB) return this.#fold(bytes, from, to);
    let colon = from;
    while (colon < to && (CLASS[bytes[colon]!]! & TCHAR) !== 0) colon += 1;
    if (colon >= to || bytes[colon] !== COLON) {
      // RFC 9112 §5.1: no white space between name and colon: readers have differed on whose field it is
      const blank = colon > from && (bytes[colon] === SP || bytes[colon] === HTAB);
      return blank ? 'space-before-colon' : 'bad-field-name';
    }
    if (colon === from) return 'bad-field-name';
    let start = colon + 1;
    let end = to;
    while (start < end && isBlank(bytes[start]!)) start += 1;
    while (end > start && isBlank(bytes[end - 1]!)) end -= 1;
    for (let at = start; at < end; at += 1)
      if ((CLASS[bytes[at]!]! & FIELD_CHAR) === 0) return bytes[at] === 13 ? 'bare-cr' : 'bad-field-value';
    if (this.fields.length >= this.#limits.fields) return 'too-many-fields';
    this.fields.push([textOf(bytes, from, colon), textOf(bytes, start, end)]);
    this.#lastBytes = to - from;
    return undefined;
  }

  #fold(bytes: Uint8Array, from: number, to: number): FaultCode | undefined {
    const last = this.fields.at(-1);
    if (!last) return 'space-before-fields';
    if (this.#folding === 'refused') return 'folded-line';
    this.#lastBytes += to - from + 2;
    if (this.#lastBytes > this.#limits.lineBytes) return 'field-too-long';
    for (let at = from; at < to; at += 1)
      if ((CLASS[bytes[at]!]! & FIELD_CHAR) === 0) return bytes[at] === 13 ? 'bare-cr' : 'bad-field-value';
    // RFC 9112 §5.2: the fold becomes a space
    const more = trimmed(textOf(bytes, from, to));
    this.fields[this.fields.length - 1] = [last[0], trimmed(`${last[1]} ${more}`)];
    return undefined;
  }
}

const isBlank = (octet: number): boolean => octet === SP || octet === HTAB;
