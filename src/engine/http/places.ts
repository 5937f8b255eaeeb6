import type { Field } from './message.ts';
import { textOf } from './octets.ts';

/** Where a field lies in its section (RFC 9112 §5), counted from the section's first byte: four numbers a field. */
export type Places = number[];
export const NAME = 0;
export const COLON_AT = 1;
export const VALUE = 2;
export const VALUE_END = 3;
export const PLACES = 4;

/** Fields `first` up to `last` of the section that begins at `base`: one text, and the fields are pieces of it. `finish` says what becomes of a value. */
export function fieldsAt(
  bytes: Uint8Array,
  base: number,
  places: Places,
  first: number,
  last: number,
  finish: (value: string) => string,
): Field[] {
  const fields: Field[] = [];
  if (last <= first) return fields;
  const from = places[PLACES * first + NAME]!;
  const text = textOf(bytes, base + from, base + places[PLACES * last - 1]!);
  for (let at = PLACES * first; at < PLACES * last; at += PLACES) {
    const value = text.slice(places[at + VALUE]! - from, places[at + VALUE_END]! - from);
    fields.push([text.slice(places[at + NAME]! - from, places[at + COLON_AT]! - from), finish(value)]);
  }
  return fields;
}
