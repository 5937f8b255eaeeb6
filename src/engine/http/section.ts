import type { FaultCode } from './faults.ts';
import type { Limits } from './limits.ts';
import { trimmed, type Field, type Fields } from './message.ts';
import { CLASS, COLON, CR, FIELD_CHAR, HTAB, LF, SP, TCHAR, textOf } from './octets.ts';
import { COLON_AT, NAME, PLACES, SaidBefore, VALUE, VALUE_END, type Places } from './said-before.ts';

/** Whether obs-fold is undone or refused (RFC 9112 §5.2): a user agent undoes it in a response; a server may refuse, and does. */
export type Folding = 'undone' | 'refused';

/** A field that the last section has not had. */
const NEW = -1;

/** The field lines of a head or of a trailer section (RFC 9112 §5): checked one after the other, made into text once, when all are there. */
export class Section {
  /** Bytes of the lines so far, with their CRLF. */
  bytes = 0;
  readonly #limits: Limits;
  readonly #folding: Folding;
  readonly #before = new SaidBefore();
  /** Of each field, from the section's first byte. */
  #places: Places = [];
  /** Which of the last section's fields each is, byte by byte; or NEW. */
  readonly #same: number[] = [];
  /** The last section's field that comes next, if all is as it was. */
  #next = 0;
  #count = 0;
  /** Bytes of the last field and of what was folded onto it. */
  #lastBytes = 0;
  #folded = false;

  constructor(limits: Limits, folding: Folding) {
    this.#limits = limits;
    this.#folding = folding;
  }

  begin(): void {
    this.bytes = this.#count = this.#lastBytes = this.#next = 0;
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

  /**
   * Takes the lines at `from` as long as they are whole and good, in one walk. What it leaves - the empty line, one that is not all
   * there, one that is wrong in any way - is for `add` to judge. Gives where it stopped.
   */
  run(bytes: Uint8Array, from: number, to: number): number {
    let at = from;
    while (this.#count < this.#limits.fields) {
      const length = this.#again(bytes, at, to) || this.#good(bytes, at, to);
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
    const before = this.#before;
    const count = this.#count;
    let first = 0;
    while (first < count && this.#same[first] === first) first += 1;
    if (first === count && count === before.fields.length) return before.fields;
    const fields = this.#made(bytes, base, first);
    this.#places = before.keep(fields, this.#places, bytes, base, this.bytes);
    return fields;
  }

  /** Those before `first` are the last section's. */
  #made(bytes: Uint8Array, base: number, first: number): Field[] {
    const places = this.#places;
    const before = this.#before.fields;
    const fields = before.slice(0, first);
    let last = this.#count;
    while (last > first && this.#same[last - 1] !== NEW) last -= 1;
    // From the first that is new to the last: one text, and the fields are pieces of it
    const from = last > first ? places[PLACES * first + NAME]! : 0;
    const text = last > first ? textOf(bytes, base + from, base + places[PLACES * last - 1]!) : '';
    for (let nth = first; nth < this.#count; nth += 1) {
      const same = this.#same[nth]!;
      if (same >= 0) {
        fields.push(before[same]!);
        continue;
      }
      const at = PLACES * nth;
      const value = text.slice(places[at + VALUE]! - from, places[at + VALUE_END]! - from);
      const name = text.slice(places[at + NAME]! - from, places[at + COLON_AT]! - from);
      fields.push([name, this.#folded ? unfolded(value) : value]);
    }
    return fields;
  }

  /** Length of the line at `at` with its CRLF, if the last section had it too; else 0. */
  #again(bytes: Uint8Array, at: number, to: number): number {
    const before = this.#before;
    const length = before.again(this.#next, bytes, at, to);
    if (length === 0 || this.bytes + length > this.#limits.sectionBytes) return 0;
    const by = this.bytes - before.places[PLACES * this.#next + NAME]!;
    const to4 = PLACES * this.#count;
    const from4 = PLACES * this.#next;
    for (let each = 0; each < PLACES; each += 1) this.#places[to4 + each] = before.places[from4 + each]! + by;
    this.#same[this.#count] = this.#next;
    this.#next += 1;
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
    this.#same[this.#count] = NEW;
    // It stood in the last section with another value: what followed there is what comes next here
    const named = this.#before.named(this.#next, bytes, from, colon);
    if (named >= 0) this.#next = named + 1;
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
    this.#same[this.#count - 1] = NEW;
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
