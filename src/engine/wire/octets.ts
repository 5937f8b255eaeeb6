/** Numbers in network byte order (big-endian), unsigned. The caller has checked the bounds; outside them bytes read as 0. */

export const u16 = (bytes: Uint8Array, at: number): number => (bytes[at]! << 8) | bytes[at + 1]!;

export const u32 = (bytes: Uint8Array, at: number): number =>
  ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0;

export const u48 = (bytes: Uint8Array, at: number): number =>
  u16(bytes, at) * 0x1_0000_0000 + u32(bytes, at + 2);

export function putU16(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 8;
  bytes[at + 1] = value;
}

export function putU32(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 24;
  bytes[at + 1] = value >>> 16;
  bytes[at + 2] = value >>> 8;
  bytes[at + 3] = value;
}

export function putU48(bytes: Uint8Array, at: number, value: number): void {
  putU16(bytes, at, Math.floor(value / 0x1_0000_0000));
  putU32(bytes, at + 2, value >>> 0);
}

/** '0a ff' without the space: two hexadecimal digits a byte. */
export function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += (byte < 16 ? '0' : '') + byte.toString(16);
  return text;
}
