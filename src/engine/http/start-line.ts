import type { FaultCode } from './faults.ts';
import type { Minor, RequestHead, ResponseHead } from './message.ts';
import { CLASS, FIELD_CHAR, SP, TCHAR, textOf } from './octets.ts';
import { targetForm } from './target.ts';

/** Longest method that anybody has registered is UPDATEREDIRECTREF; a longer one nobody implements (RFC 9112 §3: 501). */
const METHOD_BYTES = 32;
const VERSION_BYTES = 8;

/** 'HTTP/1.x': RFC 9112 §2.3. */
export function versionOf(bytes: Uint8Array, at: number): Minor | FaultCode {
  const name =
    bytes[at] === 0x48 && bytes[at + 1] === 0x54 && bytes[at + 2] === 0x54 && bytes[at + 3] === 0x50;
  const major = bytes[at + 5]! - 48;
  const minor = bytes[at + 7]! - 48;
  if (!name || bytes[at + 4] !== 0x2f || bytes[at + 6] !== 0x2e) return 'bad-version';
  if (!(major >= 0 && major <= 9 && minor >= 0 && minor <= 9)) return 'bad-version';
  if (major !== 1) return 'other-version';
  return minor === 0 ? 0 : 1;
}

/** method SP request-target SP HTTP-version (RFC 9112 §3): one space each, and nothing else. */
export function readRequestLine(
  bytes: Uint8Array,
  from: number,
  to: number,
): Omit<RequestHead, 'fields'> | FaultCode {
  let at = from;
  while (at < to && (CLASS[bytes[at]!]! & TCHAR) !== 0) at += 1;
  if (at === from || at >= to || bytes[at] !== SP) return 'bad-method';
  if (at - from > METHOD_BYTES) return 'method-too-long';
  const method = textOf(bytes, from, at);
  const target = at + 1;
  const end = to - VERSION_BYTES - 1;
  if (end <= target || bytes[end] !== SP)
    return isVersion(bytes, target, to) ? 'bad-request-line' : 'bad-version';
  const minor = versionOf(bytes, end + 1);
  if (typeof minor === 'string') return minor;
  const text = textOf(bytes, target, end);
  return targetForm(method, text) ? { method, target: text, minor } : 'bad-target';
}

/** Whether the line ends in a version after all, so that something else is wrong with it. */
const isVersion = (bytes: Uint8Array, from: number, to: number): boolean =>
  to - from >= VERSION_BYTES && versionOf(bytes, to - VERSION_BYTES) !== 'bad-version';

/**
 * HTTP-version SP status-code SP [ reason-phrase ] (RFC 9112 §4). Servers leave the second space out with the phrase, which they must
 * not; a recipient may part a line at its words (§4), and here that lets nobody see two messages.
 */
export function readStatusLine(
  bytes: Uint8Array,
  from: number,
  to: number,
): Omit<ResponseHead, 'fields'> | FaultCode {
  if (to - from < VERSION_BYTES) return 'bad-version';
  const minor = versionOf(bytes, from);
  if (typeof minor === 'string') return minor;
  const code = from + VERSION_BYTES + 1;
  const bare = to === code + 3;
  if (to < code + 3 || bytes[code - 1] !== SP || (!bare && bytes[code + 3] !== SP)) return 'bad-status-line';
  let status = 0;
  for (let at = code; at < code + 3; at += 1) {
    const digit = bytes[at]! - 48;
    if (!(digit >= 0 && digit <= 9)) return 'bad-status-line';
    status = status * 10 + digit;
  }
  // RFC 9110 §15: 100 to 599 have a meaning; one beyond is answered as 5xx, one below is none at all
  if (status < 100) return 'bad-status-line';
  for (let at = code + 4; at < to; at += 1)
    if ((CLASS[bytes[at]!]! & FIELD_CHAR) === 0) return 'bad-status-line';
  return { status, reason: bare ? '' : textOf(bytes, code + 4, to), minor };
}
