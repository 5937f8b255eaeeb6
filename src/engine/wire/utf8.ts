/** UTF-8 (RFC 3629) without TextEncoder, which the language itself does not have. */

/** Bytes that `putUtf8` writes: 1 below U+0080, 2 below U+0800, 4 for a pair of surrogates, else 3. */
export function utf8Length(text: string): number {
  let length = text.length;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) continue;
    length += unit < 0x800 ? 1 : 2;
    if (isPair(text, index)) index += 1;
  }
  return length;
}

/** Writes the text from `at` on. A lone surrogate, which has no UTF-8 form (RFC 3629 §3), becomes U+FFFD. */
export function putUtf8(bytes: Uint8Array, at: number, text: string): void {
  let next = at;
  for (let index = 0; index < text.length; index += 1) {
    let code = text.charCodeAt(index);
    if (code < 0x80) {
      bytes[next++] = code;
      continue;
    }
    if (isPair(text, index)) {
      code = text.codePointAt(index)!;
      index += 1;
    } else if (code >> 11 === 27) code = 0xfffd;
    if (code < 0x800) bytes[next++] = 0xc0 | (code >> 6);
    else {
      if (code < 0x10000) bytes[next++] = 0xe0 | (code >> 12);
      else {
        bytes[next++] = 0xf0 | (code >> 18);
        bytes[next++] = 0x80 | ((code >> 12) & 63);
      }
      bytes[next++] = 0x80 | ((code >> 6) & 63);
    }
    bytes[next++] = 0x80 | (code & 63);
  }
}

const isPair = (text: string, index: number): boolean =>
  text.charCodeAt(index) >> 10 === 54 && text.charCodeAt(index + 1) >> 10 === 55;

export function encodeUtf8(text: string): Uint8Array {
  const bytes = new Uint8Array(utf8Length(text));
  putUtf8(bytes, 0, text);
  return bytes;
}

/** Smallest code point that a sequence with 1, 2 or 3 trailing bytes may stand for: shorter ones are overlong. */
const LEAST = [0, 0x80, 0x800, 0x10000] as const;

/** Every byte that is no part of a well-formed sequence becomes U+FFFD. */
export function decodeUtf8(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at]!;
    const trailing = first < 0x80 ? 0 : first >= 0xf0 && first < 0xf5 ? 3 : first >= 0xe0 ? 2 : 1;
    let code = trailing === 0 ? first : first & (0x3f >> trailing);
    let good = first < 0x80 || (first >= 0xc2 && first < 0xf5);
    for (let index = 1; index <= trailing; index += 1) {
      const next = bytes[at + index];
      if (next === undefined || next >> 6 !== 2) good = false;
      else code = (code << 6) | (next & 63);
    }
    good &&= code >= LEAST[trailing]! && code < 0x110000 && (code < 0xd800 || code >= 0xe000);
    text += good ? String.fromCodePoint(code) : '\ufffd';
    at += good ? 1 + trailing : 1;
  }
  return text;
}
