import type { FaultCode } from './faults.ts';
import { CLASS, HTAB, QUOTED_CHAR, SP, TCHAR } from './octets.ts';

const SEMICOLON = 0x3b;
const QUOTE = 0x22;

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
  // §7.1.1: white space only around what an extension is made of; none after the size alone
  const extension = blanks(bytes, at, to);
  if (at < to && (extension >= to || bytes[extension] !== SEMICOLON)) return 'bad-chunk-size';
  return at === to || areExtensions(bytes, extension, to) ? size : 'bad-chunk-extension';
}

/** *( BWS ";" BWS chunk-ext-name [ BWS "=" BWS chunk-ext-val ] ) from the first semicolon on. */
function areExtensions(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to;) {
    if (bytes[at] !== SEMICOLON) return false;
    const name = blanks(bytes, at + 1, to);
    at = token(bytes, name, to);
    if (at === name) return false;
    if (at === to) return true;
    at = blanks(bytes, at, to);
    if (bytes[at] === 0x3d && at < to) {
      const value = blanks(bytes, at + 1, to);
      at = bytes[value] === QUOTE && value < to ? quoted(bytes, value, to) : token(bytes, value, to);
      if (at <= value) return false;
      if (at === to) return true;
      at = blanks(bytes, at, to);
    }
    if (at >= to) return false;
  }
  return true;
}

/** Where the blanks end that begin at `at`. */
function blanks(bytes: Uint8Array, at: number, to: number): number {
  while (at < to && (bytes[at] === SP || bytes[at] === HTAB)) at += 1;
  return at;
}
function token(bytes: Uint8Array, at: number, to: number): number {
  while (at < to && (CLASS[bytes[at]!]! & TCHAR) !== 0) at += 1;
  return at;
}
/** Behind the closing quote; 0 where there is none, or an octet that may not stand inside (RFC 9110 §5.6.4). */
function quoted(bytes: Uint8Array, from: number, to: number): number {
  for (let at = from + 1; at < to; at += 1) {
    const octet = bytes[at]!;
    if (octet === QUOTE) return at + 1;
    if (octet === 0x5c) {
      at += 1;
      const escaped = bytes[at] ?? 0;
      if (escaped !== HTAB && (escaped < 0x20 || escaped === 0x7f)) return 0;
    } else if ((CLASS[octet]! & QUOTED_CHAR) === 0) return 0;
  }
  return 0;
}

function hexDigit(octet: number): number {
  if (octet >= 48 && octet <= 57) return octet - 48;
  const letter = octet | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}
