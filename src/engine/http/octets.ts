/** What each octet may be, one bit a class, so that names and values are checked by looking up. */
export const TCHAR = 1;
export const FIELD_CHAR = 2;
/** In a host's name, and in a path with its query, as it stands: no octet in percent signs, no colon of a port. */
export const HOST_CHAR = 8;
export const PATH_CHAR = 16;

export const CLASS: Readonly<Uint8Array> = (() => {
  const table = new Uint8Array(256);
  const allow = (bit: number, text: string) => {
    for (let at = 0; at < text.length; at += 1) table[text.charCodeAt(at)]! |= bit;
  };
  // RFC 9110 §5.6.2: tchar
  allow(TCHAR, "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
  const unreserved = '-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  // RFC 3986 §2.3, §3.2.2: unreserved, sub-delims
  allow(HOST_CHAR, `${unreserved}!$&'()*+,;=`);
  // RFC 3986 §3.3, §3.4: pchar, "/", "?"
  allow(PATH_CHAR, `${unreserved}!$&'()*+,;=:@/?`);
  for (let octet = 0x20; octet < 256; octet += 1) {
    if (octet === 0x7f) continue;
    // RFC 9110 §5.5: VCHAR, obs-text, SP (and HTAB below); all other controls are invalid
    table[octet]! |= FIELD_CHAR;
  }
  table[9]! |= FIELD_CHAR;
  return table;
})();

export const HTAB = 9;
export const LF = 10;
export const CR = 13;
export const SP = 32;
export const COLON = 58;

/** The octets as text, one character each (ISO 8859-1), which loses nothing. Sixteen at a time: that is what engines are fast at. */
export function textOf(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  let at = from;
  for (; at + 16 <= to; at += 16)
    // prettier-ignore
    text += String.fromCharCode(
      bytes[at]!, bytes[at + 1]!, bytes[at + 2]!, bytes[at + 3]!, bytes[at + 4]!, bytes[at + 5]!, bytes[at + 6]!, bytes[at + 7]!,
      bytes[at + 8]!, bytes[at + 9]!, bytes[at + 10]!, bytes[at + 11]!, bytes[at + 12]!, bytes[at + 13]!, bytes[at + 14]!, bytes[at + 15]!,
    );
  for (; at + 4 <= to; at += 4)
    text += String.fromCharCode(bytes[at]!, bytes[at + 1]!, bytes[at + 2]!, bytes[at + 3]!);
  for (; at < to; at += 1) text += String.fromCharCode(bytes[at]!);
  return text;
}

/** Whether the text from `from` on is of one class only. */
export function isAll(text: string, from: number, kind: number): boolean {
  let at = from;
  while (at < text.length && (CLASS[text.charCodeAt(at)]! & kind) !== 0) at += 1;
  return at >= text.length;
}

/** RFC 9110 §5.6.2. */
export const isToken = (text: string): boolean => text !== '' && isAll(text, 0, TCHAR);

/** The way back. What is beyond U+00FF is the caller's mistake. */
export function putText(bytes: Uint8Array, at: number, text: string): number {
  for (let index = 0; index < text.length; index += 1) bytes[at + index] = text.charCodeAt(index);
  return at + text.length;
}

export function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  putText(bytes, 0, text);
  return bytes;
}
