import type { FaultCode } from './faults.ts';
import { textOf } from './octets.ts';

/** chunk-size [ chunk-ext ] (RFC 9112 §7.1), without CRLF: the size in bytes. Extensions are checked and passed over (§7.1.1). */
export function readChunkLine(bytes: Uint8Array, from: number, to: number): number | FaultCode {
  let size = 0;
  let at = from;
  for (; at < to; at += 1) {
    const digit = hexDigit(bytes[at]!);
    if (digit < 0) break;
    size = size * 16 + digit;
    // §7.1: a recipient must be ready for large numbers: this one is larger than anything that is read
    if (size > Number.MAX_SAFE_INTEGER) return 'body-too-long';
  }
  if (at === from) return 'bad-chunk-size';
  if (at === to) return size;
  const rest = textOf(bytes, at, to);
  // §7.1.1: white space only around what an extension is made of; none after the size alone
  if (!/^[ \t]*;/.test(rest)) return 'bad-chunk-size';
  return EXTENSIONS.test(rest) ? size : 'bad-chunk-extension';
}

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
/** RFC 9110 §5.6.4. */
const QUOTED = String.raw`"(?:[\t !#-[\]-~\x80-\xff]|\\[\t -~\x80-\xff])*"`;
/** *( BWS ";" BWS chunk-ext-name [ BWS "=" BWS chunk-ext-val ] ). What follows each part begins otherwise than the part goes on: matching is linear. */
const EXTENSIONS = new RegExp(`^(?:[ \t]*;[ \t]*${TOKEN}(?:[ \t]*=[ \t]*(?:${TOKEN}|${QUOTED}))?)*$`);

function hexDigit(octet: number): number {
  if (octet >= 48 && octet <= 57) return octet - 48;
  const letter = octet | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}
