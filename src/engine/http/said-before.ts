import type { Fields } from './message.ts';

/** Where a field lies in its section, counted from the section's first byte: four numbers a field. */
export type Places = number[];
export const NAME = 0;
export const COLON_AT = 1;
export const VALUE = 2;
export const VALUE_END = 3;
export const PLACES = 4;

/** A longer section is not kept: what a connection holds between two messages is bounded by this. */
const KEPT_BYTES = 4096;
const NOTHING = new Uint8Array(0);

/**
 * The last field section of a connection, as bytes and as what was made of them. A peer says most of its fields again with the next
 * message, byte by byte and in the same order: what was found good once is neither checked nor made into text again. HPACK's dynamic
 * table (RFC 7541 §2.3.2) lives on the same.
 */
export class SaidBefore {
  fields: Fields = [];
  places: Places = [];
  #bytes: Uint8Array = NOTHING;
  #length = 0;
  #any = false;

  /** How long field `nth` is with its folds and its CRLF, if it has come again at `at`, whole; 0 where it has not. */
  again(nth: number, bytes: Uint8Array, at: number, to: number): number {
    if (nth >= this.fields.length) return 0;
    const from = this.places[PLACES * nth + NAME]!;
    const end = nth + 1 < this.fields.length ? this.places[PLACES * (nth + 1) + NAME]! : this.#length;
    return at + end - from <= to && this.#same(from, end, bytes, at) ? end - from : 0;
  }

  /** Which field from `nth` on has the name that stands at `at`; -1 where none has. */
  named(nth: number, bytes: Uint8Array, at: number, colon: number): number {
    for (let index = nth; index < this.fields.length; index += 1) {
      const from = this.places[PLACES * index + NAME]!;
      const end = this.places[PLACES * index + COLON_AT]!;
      if (end - from === colon - at && this.#same(from, end, bytes, at)) return index;
    }
    return -1;
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
  #same(from: number, end: number, bytes: Uint8Array, at: number): boolean {
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
