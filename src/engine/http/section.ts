import type { FaultCode } from './faults.ts';
import type { Limits } from './limits.ts';
import { trimmed, type Field } from './message.ts';
import { CLASS, COLON, CR, FIELD_CHAR, HTAB, SP, TCHAR, textOf } from './octets.ts';

/** Whether obs-fold is undone or refused (RFC 9112 §5.2): a user agent undoes it in a response; a server may refuse, and does. */
export type Folding = 'undone' | 'refused';

/** The field lines of a head or of a trailer section (RFC 9112 §5): checked one after the other, made into text once, when all are there. */
export class Section {
  /** Bytes of the lines so far, with their CRLF. */
  bytes = 0;
  readonly #limits: Limits;
  readonly #folding: Folding;
  /** Of each field, from the section's first byte: where its name begins and ends, its value begins and ends. */
  readonly #places: number[] = [];
  #count = 0;
  /** Bytes of the last field and of what was folded onto it. */
  #lastBytes = 0;
  #folded = false;

  constructor(limits: Limits, folding: Folding) {
    this.#limits = limits;
    this.#folding = folding;
  }

  begin(): void {
    this.bytes = this.#count = this.#lastBytes = 0;
    this.#folded = false;
  }

  /** How long the next line may be, without CRLF. */
  get room(): number {
    return Math.min(this.#limits.lineBytes, this.#limits.sectionBytes - this.bytes - 2);
  }
  /** What is wrong with a line that is longer than that. */
  get tooLong(): FaultCode {
    return this.room < this.#limits.lineBytes ? 'fields-too-long' : 'field-too-long';
  }

  /** A line that is not empty, without its CRLF. The section begins `this.bytes` before it. */
  add(bytes: Uint8Array, from: number, to: number): FaultCode | undefined {
    const first = bytes[from]!;
    if (first === SP || first === HTAB) return this.#fold(bytes, from, to);
    let colon = from;
    while (colon < to && (CLASS[bytes[colon]!]! & TCHAR) !== 0) colon += 1;
    if (colon >= to || bytes[colon] !== COLON) {
      // RFC 9112 §5.1: no white space between name and colon: readers have differed on whose field it is
      const blank = colon > from && isBlank(bytes[colon]!);
      return blank ? 'space-before-colon' : 'bad-field-name';
    }
    if (colon === from) return 'bad-field-name';
    let start = colon + 1;
    let end = to;
    while (start < end && isBlank(bytes[start]!)) start += 1;
    while (end > start && isBlank(bytes[end - 1]!)) end -= 1;
    const fault = valueFault(bytes, start, end);
    if (fault) return fault;
    if (this.#count >= this.#limits.fields) return 'too-many-fields';
    const base = from - this.bytes;
    const at = 4 * this.#count;
    this.#places[at] = from - base;
    this.#places[at + 1] = colon - base;
    this.#places[at + 2] = start - base;
    this.#places[at + 3] = end - base;
    this.#count += 1;
    this.#lastBytes = to - from;
    this.bytes += to - from + 2;
    return undefined;
  }

  /** The fields of the section that begins at `base`. */
  fields(bytes: Uint8Array, base: number): Field[] {
    const text = textOf(bytes, base, base + this.bytes);
    const places = this.#places;
    const fields: Field[] = [];
    for (let at = 0; at < 4 * this.#count; at += 4) {
      const value = text.slice(places[at + 2], places[at + 3]);
      fields.push([text.slice(places[at], places[at + 1]), this.#folded ? unfolded(value) : value]);
    }
    return fields;
  }

  #fold(bytes: Uint8Array, from: number, to: number): FaultCode | undefined {
    if (this.#count === 0) return 'space-before-fields';
    if (this.#folding === 'refused') return 'folded-line';
    this.#lastBytes += to - from + 2;
    if (this.#lastBytes > this.#limits.lineBytes) return 'field-too-long';
    this.#folded = true;
    this.#places[4 * this.#count - 1] = to - (from - this.bytes);
    this.bytes += to - from + 2;
    return valueFault(bytes, from, to);
  }
}

function valueFault(bytes: Uint8Array, from: number, to: number): FaultCode | undefined {
  let at = from;
  // Four at a time: one question in place of four, as nearly all are what they may be
  for (; at + 4 <= to; at += 4) {
    const all = CLASS[bytes[at]!]! & CLASS[bytes[at + 1]!]! & CLASS[bytes[at + 2]!]! & CLASS[bytes[at + 3]!]!;
    if ((all & FIELD_CHAR) === 0) break;
  }
  for (; at < to; at += 1)
    if ((CLASS[bytes[at]!]! & FIELD_CHAR) === 0) return bytes[at] === CR ? 'bare-cr' : 'bad-field-value';
  return undefined;
}

/** RFC 9112 §5.2: each fold becomes a space. */
const unfolded = (value: string): string => trimmed(value.replace(/[ \t]*\r\n[ \t]+/g, ' '));

const isBlank = (octet: number): boolean => octet === SP || octet === HTAB;
