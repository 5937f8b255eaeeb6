import type { Field, Fields } from './message.ts';
import { COLON_AT, fieldsAt, NAME, PLACES, type Places } from './places.ts';

/** A field that the last section has not had. */
const NEW = -1;
/** A longer section is not kept: what a connection holds between two messages is bounded by this. */
const KEPT_BYTES = 4096;
const NOTHING = new Uint8Array(0);

/**
 * The last field section of a connection, as bytes and as what was made of them. A peer says most of its fields again with the next
 * message, byte by byte and in the same order: what was found good once is neither checked nor made into text again. HPACK's dynamic
 * table (RFC 7541 §2.3.2) lives on the same. For a connection that brings many messages: one that brings few has no use for it.
 */
export class SaidBefore {
  fields: Fields = [];
  places: Places = [];
  #bytes: Uint8Array = NOTHING;
  #length = 0;
  #any = false;
  /** Of the section that is being read: which of these fields each is, byte by byte; or NEW. */
  readonly #same: number[] = [];
  /** The field that comes next, if all is as it was. */
  #next = 0;

  begin(): void {
    this.#next = 0;
  }

  /** How long the field that is to be next is with its folds and its CRLF, if it has come again at `at`, whole; 0 where it has not. */
  again(bytes: Uint8Array, at: number, to: number): number {
    const nth = this.#next;
    if (nth >= this.fields.length) return 0;
    const from = this.places[PLACES * nth + NAME]!;
    const end = nth + 1 < this.fields.length ? this.places[PLACES * (nth + 1) + NAME]! : this.#length;
    return at + end - from <= to && this.#isSame(from, end, bytes, at) ? end - from : 0;
  }

  /** It is field `count` of the section, which is `sectionBytes` long so far. */
  take(places: Places, count: number, sectionBytes: number): void {
    const from = PLACES * this.#next;
    const by = sectionBytes - this.places[from + NAME]!;
    for (let each = 0; each < PLACES; each += 1)
      places[PLACES * count + each] = this.places[from + each]! + by;
    this.#same[count] = this.#next;
    this.#next += 1;
  }

  /** Field `count` is new. One of its name stood here with another value: what followed there is what comes next. */
  passOver(count: number, bytes: Uint8Array, at: number, colon: number): void {
    this.#same[count] = NEW;
    for (let nth = this.#next; nth < this.fields.length; nth += 1) {
      const from = this.places[PLACES * nth + NAME]!;
      const end = this.places[PLACES * nth + COLON_AT]!;
      if (end - from === colon - at && this.#isSame(from, end, bytes, at)) {
        this.#next = nth + 1;
        return;
      }
    }
  }
  changed(count: number): void {
    this.#same[count] = NEW;
  }

  /** The `count` fields of the section that begins at `base`: what was said before is not made again. */
  fieldsOf(
    bytes: Uint8Array,
    base: number,
    places: Places,
    count: number,
    finish: (value: string) => string,
  ): Fields {
    const [same, before] = [this.#same, this.fields];
    let first = 0;
    while (first < count && same[first] === first) first += 1;
    if (first === count && count === before.length) return before;
    let last = count;
    while (last > first && same[last - 1] !== NEW) last -= 1;
    const fields: Field[] = before.slice(0, first);
    const made = fieldsAt(bytes, base, places, first, last, finish);
    for (let nth = first; nth < count; nth += 1)
      fields.push(same[nth] === NEW ? made[nth - first]! : before[same[nth]!]!);
    return fields;
  }

  /** The section that begins at `base` is the last now. Its places are taken over: the ones before are given back to be written into. */
  keep(fields: Fields, places: Places, bytes: Uint8Array, base: number, length: number): Places {
    const free = this.places;
    // The first is not: a connection with one message has no use for it
    const fits = this.#any && length <= KEPT_BYTES;
    this.#any = true;
    this.fields = fits ? fields : [];
    this.places = places;
    this.#length = length;
    if (!fits) return free;
    if (this.#bytes.length < length) this.#bytes = new Uint8Array(Math.min(KEPT_BYTES, 2 * length));
    this.#bytes.set(bytes.subarray(base, base + length));
    return free;
  }

  /** Four at a time: nearly always all are the same, or the first ones differ. */
  #isSame(from: number, end: number, bytes: Uint8Array, at: number): boolean {
    const own = this.#bytes;
    const by = at - from;
    let index = from;
    for (; index + 4 <= end; index += 4) {
      const differs =
        (own[index]! ^ bytes[by + index]!) |
        (own[index + 1]! ^ bytes[by + index + 1]!) |
        (own[index + 2]! ^ bytes[by + index + 2]!) |
        (own[index + 3]! ^ bytes[by + index + 3]!);
      if (differs !== 0) return false;
    }
    for (; index < end; index += 1) if (own[index] !== bytes[by + index]) return false;
    return true;
  }
}
