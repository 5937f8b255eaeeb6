import { formatIpv4, formatMac, parseIpv4, parseMac } from './address.ts';
import type { Field } from './layer.ts';
import { hex, putU32, putU48, u32, u48 } from './octets.ts';

/** How the value of a field can be written anew where it stands; undefined where it does not stand there as it is shown. */
export type FieldForm = 'flag' | 'number' | 'mac' | 'ipv4' | 'bytes';

/** Why a text cannot be a field's value: codes, whose sentences stand in content/ui/<lang>/wire.json. */
export interface EditFault {
  readonly code:
    | 'edit.not-a-number'
    | 'edit.out-of-bounds'
    | 'edit.not-a-multiple'
    | 'edit.not-an-address'
    | 'edit.not-hexadecimal';
  readonly max?: number;
  readonly step?: number;
}

/** The number at a field's place, its bits from the most significant on. At most 48 of them. */
function bitsAt(bytes: Uint8Array, { offset, length, bitOffset = 0, bitLength = length * 8 }: Field): number {
  let value = 0;
  for (let bit = bitOffset; bit < bitOffset + bitLength; bit += 1) {
    value = value * 2 + ((bytes[offset + (bit >> 3)]! >> (7 - (bit & 7))) & 1);
  }
  return value;
}

function putBits(
  bytes: Uint8Array,
  { offset, length, bitOffset = 0, bitLength = length * 8 }: Field,
  value: number,
): void {
  let rest = value;
  for (let bit = bitOffset + bitLength - 1; bit >= bitOffset; bit -= 1) {
    const at = offset + (bit >> 3);
    const mask = 0x80 >> (bit & 7);
    bytes[at] = rest % 2 === 1 ? bytes[at]! | mask : bytes[at]! & ~mask;
    rest = Math.floor(rest / 2);
  }
}

/** All of so many bits set. */
function greatest(bits: number): number {
  let value = 0;
  for (let bit = 0; bit < bits; bit += 1) value = value * 2 + 1;
  return value;
}

/** A field can be edited where its place read alone gives its value: so an option's length or a name's pointer is left to the bytes. */
export function formOf(frame: Uint8Array, field: Field): FieldForm | undefined {
  const { offset, length, bitLength = length * 8, value, scale = 1 } = field;
  if (offset + length > frame.length) return undefined;
  if (typeof value === 'boolean') return bitLength === 1 ? 'flag' : undefined;
  if (typeof value === 'number') {
    return bitLength <= 48 && bitsAt(frame, field) * scale === value ? 'number' : undefined;
  }
  const bytes = frame.subarray(offset, offset + length);
  if (length === 6 && formatMac(u48(bytes, 0)) === value) return 'mac';
  if (length === 4 && formatIpv4(u32(bytes, 0)) === value) return 'ipv4';
  return hex(bytes) === value ? 'bytes' : undefined;
}

/**
 * The frame with another value in a field, everything else as it was: lengths and checksums go wrong by it.
 * Numbers are decimal, or hexadecimal with 0x; bytes may become more or fewer, and what follows moves.
 */
export function writeField(frame: Uint8Array, field: Field, text: string): Uint8Array | EditFault {
  const form = formOf(frame, field);
  const copy = frame.slice();
  const trimmed = text.trim();
  if (form === 'mac' || form === 'ipv4') {
    const address = form === 'mac' ? parseMac(trimmed) : parseIpv4(trimmed);
    if (address === undefined) return { code: 'edit.not-an-address' };
    if (form === 'mac') putU48(copy, field.offset, address);
    else putU32(copy, field.offset, address);
    return copy;
  }
  if (form === 'bytes') {
    const digits = trimmed.toLowerCase().replace(/[\s:]/g, '');
    if (!/^([\da-f]{2})*$/.test(digits)) return { code: 'edit.not-hexadecimal' };
    const given = Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
    return spliced(frame, field.offset, field.length, given);
  }
  const { scale = 1, length, bitLength = length * 8 } = field;
  const max = greatest(bitLength) * scale;
  const number = trimmed === 'true' ? 1 : trimmed === 'false' ? 0 : Number(trimmed.replaceAll(',', ''));
  if (trimmed === '' || !Number.isInteger(number)) return { code: 'edit.not-a-number', max };
  if (number < 0 || number > max) return { code: 'edit.out-of-bounds', max };
  if (number % scale !== 0) return { code: 'edit.not-a-multiple', max, step: scale };
  putBits(copy, field, number / scale);
  return copy;
}

/** The frame with `given` in place of `length` bytes from `at` on. */
export function spliced(frame: Uint8Array, at: number, length: number, given: Uint8Array): Uint8Array {
  const after = frame.subarray(at + length);
  const bytes = new Uint8Array(at + given.length + after.length);
  bytes.set(frame.subarray(0, at));
  bytes.set(given, at);
  bytes.set(after, at + given.length);
  return bytes;
}
