/** UTF-8 (RFC 3629) without TextEncoder, which the language itself does not have. */

export function encodeUtf8(text: string): Uint8Array {
  const out: number[] = [];
  for (const character of text) {
    let code = character.codePointAt(0)!;
    // a lone surrogate has no UTF-8 form (RFC 3629 §3)
    if (code >= 0xd800 && code < 0xe000) code = 0xfffd;
    if (code < 0x80) out.push(code);
    else if (code < 0x800) out.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) out.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else {
      out.push(
        0xf0 | (code >> 18),
        0x80 | ((code >> 12) & 63),
        0x80 | ((code >> 6) & 63),
        0x80 | (code & 63),
      );
    }
  }
  return Uint8Array.from(out);
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
