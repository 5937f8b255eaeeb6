import type { FaultCode } from './faults.ts';
import type { Limits } from './limits.ts';
import { trimmed, type Fields } from './message.ts';
import { CLASS, COLON, CR, FIELD_CHAR, HTAB, LF, SP, TCHAR } from './octets.ts';
import { COLON_AT, fieldsAt, NAME, PLACES, VALUE, VALUE_END, type Places } from './places.ts';
import type { SaidBefore } from './said-before.ts';

/** Whether obs-fold is undone or refused (RFC 9112 §5.2): a user agent undoes it in a response; a server may refuse, and does. */
export type Folding = 'undone' | 'refused';

/** The field lines of a head or of a trailer section (RFC 9112 §5): checked one after the other, made into text once, when all are there. */
export class Section {
  /** Bytes of the lines so far, with their CRLF. */
  bytes = 0;
  readonly #limits: Limits;
  readonly #folding: Folding;
  readonly #before: SaidBefore | undefined;
  /** Of each field, from the section's first byte. */
  #places: Places = [];
  #count = 0;
  /** Bytes of the last field and of what was folded onto it. */
  #lastBytes = 0;
  #folded = false;

  constructor(limits: Limits, folding: Folding, before?: SaidBefore) {
    this.#limits = limits;
    this.#folding = folding;
    this.#before = before;
  }

  begin(): void {
    this.bytes = this.#count = this.#lastBytes = 0;
    this.#folded = false;
    this.#before?.begin();
  }

  /** How long the next line may be, without CRLF. */
  get room(): number {
    return Math.min(this.#limits.lineBytes, this.#limits.sectionBytes - this.bytes - 2);
  }
  /** What is wrong with a line that is longer than that. */
  get tooLong(): FaultCode {
    return this.room < this.#limits.lineBytes ? 'fields-too-long' : 'field-too-long';
  }

  /**
   * Takes the lines at `from` as long as they are whole and good, in one walk. What it leaves - the empty line, one that is not all
   * there, one that is wrong in any way - is for `add` to judge. Gives where it stopped.
   */
  run(bytes: Uint8Array, from: number, to: number): number {
    const before = this.#before;
    let at = from;
    while (this.#count < this.#limits.fields) {
      const length = (before && this.#again(before, bytes, at, to)) || this.#good(bytes, at, to);
      if (length === 0) break;
      at += length;
    }
    return at;
  }

  /** A line that is not empty, without its CRLF. The section begins `this.bytes` before it. */
  add(bytes: Uint8Array, from: number, to: number): FaultCode | undefined {
    const first = bytes[from]!;
    if (first === SP || first === HTAB) return this.#fold(bytes, from, to);
    const colon = nameEnd(bytes, from, to);
    if (colon >= to || bytes[colon] !== COLON) {
      // RFC 9112 §5.1: no white space between name and colon: readers have differed on whose field it is
      const blank = colon > from && isBlank(bytes[colon]!);
      return blank ? 'space-before-colon' : 'bad-field-name';
    }
    if (colon === from) return 'bad-field-name';
    const start = valueStart(bytes, colon, to);
    const wrong = valueEnd(bytes, start, to);
    if (wrong < to) return bytes[wrong] === CR ? 'bare-cr' : 'bad-field-value';
    if (this.#count >= this.#limits.fields) return 'too-many-fields';
    this.#put(bytes, from, colon, start, to);
    return undefined;
  }

  /** The fields of the section that begins at `base`. */
  fields(bytes: Uint8Array, base: number): Fields {
    const [before, places, count] = [this.#before, this.#places, this.#count];
    const finish = this.#folded ? unfolded : asItIs;
    if (!before) return fieldsAt(bytes, base, places, 0, count, finish);
    const fields = before.fieldsOf(bytes, base, places, count, finish);
    if (fields !== before.fields) this.#places = before.keep(fields, places, bytes, base, this.bytes);
    return fields;
  }

  /** Length of the line at `at` with its CRLF, if the last section had it too; else 0. */
  #again(before: SaidBefore, bytes: Uint8Array, at: number, to: number): number {
    const length = before.again(bytes, at, to);
    if (length === 0 || this.bytes + length > this.#limits.sectionBytes) return 0;
    before.take(this.#places, this.#count, this.bytes);
    this.#count += 1;
    this.#lastBytes = length - 2;
    this.bytes += length;
    return length;
  }

  /** Length of the line at `at` with its CRLF, if it is all there and nothing is wrong with it; else 0. */
  #good(bytes: Uint8Array, at: number, to: number): number {
    const colon = nameEnd(bytes, at, to);
    if (colon === at || colon >= to || bytes[colon] !== COLON) return 0;
    const start = valueStart(bytes, colon, to);
    const end = valueEnd(bytes, start, to);
    if (end + 1 >= to || bytes[end] !== CR || bytes[end + 1] !== LF || end - at > this.room) return 0;
    this.#put(bytes, at, colon, start, end);
    return end + 2 - at;
  }

  /** A new field whose line ends at `to`, its CR. */
  #put(bytes: Uint8Array, from: number, colon: number, start: number, to: number): void {
    let end = to;
    while (end > start && isBlank(bytes[end - 1]!)) end -= 1;
    const base = from - this.bytes;
    const at = PLACES * this.#count;
    this.#places[at + NAME] = from - base;
    this.#places[at + COLON_AT] = colon - base;
    this.#places[at + VALUE] = start - base;
    this.#places[at + VALUE_END] = end - base;
    this.#before?.passOver(this.#count, bytes, from, colon);
    this.#count += 1;
    this.#lastBytes = to - from;
    this.bytes += to - from + 2;
  }

  #fold(bytes: Uint8Array, from: number, to: number): FaultCode | undefined {
    if (this.#count === 0) return 'space-before-fields';
    if (this.#folding === 'refused') return 'folded-line';
    this.#lastBytes += to - from + 2;
    if (this.#lastBytes > this.#limits.lineBytes) return 'field-too-long';
    this.#folded = true;
    this.#before?.changed(this.#count - 1);
    this.#places[PLACES * this.#count - 1] = to - (from - this.bytes);
    this.bytes += to - from + 2;
    const wrong = valueEnd(bytes, from, to);
    if (wrong === to) return undefined;
    return bytes[wrong] === CR ? 'bare-cr' : 'bad-field-value';
  }
}

function nameEnd(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && (CLASS[bytes[at]!]! & TCHAR) !== 0) at += 1;
  return at;
}

function valueStart(bytes: Uint8Array, colon: number, to: number): number {
  let at = colon + 1;
  while (at < to && isBlank(bytes[at]!)) at += 1;
  return at;
}

/** The first octet that no value may hold. */
function valueEnd(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  // Four at a time: one question in place of four, as nearly all are what they may be
  for (; at + 4 <= to; at += 4) {
    const all = CLASS[bytes[at]!]! & CLASS[bytes[at + 1]!]! & CLASS[bytes[at + 2]!]! & CLASS[bytes[at + 3]!]!;
    if ((all & FIELD_CHAR) === 0) break;
  }
  while (at < to && (CLASS[bytes[at]!]! & FIELD_CHAR) !== 0) at += 1;
  return at;
}

/** RFC 9112 §5.2: each fold becomes a space. */
const unfolded = (value: string): string => trimmed(value.replace(/[ \t]*\r\n[ \t]+/g, ' '));

const isBlank = (octet: number): boolean => octet === SP || octet === HTAB;
const asItIs = (value: string): string => value;
