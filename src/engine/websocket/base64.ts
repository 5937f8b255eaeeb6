const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** RFC 4648 §4, with padding. */
export function encodeBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const three = (bytes[at]! << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    text += ALPHABET[three >> 18]! + ALPHABET[(three >> 12) & 63]!;
    text += at + 1 < bytes.length ? ALPHABET[(three >> 6) & 63]! : '=';
    text += at + 2 < bytes.length ? ALPHABET[three & 63]! : '=';
  }
  return text;
}

/** Undefined where the text is not canonical: other characters (RFC 4648 §3.3), padding left out (§3.2), or bits set that stand for nothing (§3.5). */
export function decodeBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  for (let at = 0, next = 0; at < text.length; at += 4) {
    let three = 0;
    for (let index = at; index < at + 4; index += 1) {
      const value = index < text.length - padding ? ALPHABET.indexOf(text[index]!) : 0;
      if (value < 0) return undefined;
      three = (three << 6) | value;
    }
    for (let shift = 16; shift >= 0; shift -= 8) {
      if (next < bytes.length) bytes[next++] = three >> shift;
      else if (((three >> shift) & 255) !== 0) return undefined;
    }
  }
  return bytes;
}
