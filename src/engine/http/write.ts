import type { Fields, RequestHead, ResponseHead } from './message.ts';
import { FIELD_CHAR, isAll, isToken, putText } from './octets.ts';
import { targetForm } from './target.ts';

/** Bytes of a request's head. Throws for one that could not be read as what it says: a caller's bug, and how requests are split. */
export function encodeRequestHead({ method, target, minor, fields }: RequestHead): Uint8Array {
  if (!isToken(method) || !targetForm(method, target)) throw new Error(`no request: ${method} ${target}`);
  return encodeHead(`${method} ${target} HTTP/1.${minor}\r\n`, fields);
}

/** The same of a response. */
export function encodeResponseHead({ status, reason, minor, fields }: ResponseHead): Uint8Array {
  if (!(status >= 100 && status <= 999) || !isValue(reason))
    throw new Error(`no response: ${status} ${reason}`);
  return encodeHead(`HTTP/1.${minor} ${status} ${reason}\r\n`, fields);
}

function encodeHead(start: string, fields: Fields): Uint8Array {
  const text = `${start}${linesOf(fields)}\r\n`;
  const bytes = new Uint8Array(text.length);
  putText(bytes, 0, text);
  return bytes;
}

function linesOf(fields: Fields): string {
  let text = '';
  for (const [name, value] of fields) {
    if (!isToken(name) || !isValue(value)) throw new Error(`no field: ${name}: ${value}`);
    text += `${name}: ${value}\r\n`;
  }
  return text;
}

/** RFC 9112 §7.1. An empty one would be the last, so there is none. */
export function encodeChunk(data: Uint8Array): Uint8Array {
  const size = `${data.length.toString(16)}\r\n`;
  const bytes = new Uint8Array(size.length + data.length + 2);
  bytes.set(data, putText(bytes, 0, size));
  putText(bytes, bytes.length - 2, '\r\n');
  return bytes;
}

export const encodeLastChunk = (trailers: Fields = []): Uint8Array => encodeHead('0\r\n', trailers);

/** A value, or a reason phrase: no white space at its ends (RFC 9110 §5.5), no controls, no character beyond an octet. */
const isValue = (text: string): boolean => isAll(text, 0, FIELD_CHAR) && !/^[ \t]|[ \t]$/.test(text);
