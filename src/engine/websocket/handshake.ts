import { field, sameName, tokensOf, trimmed, type Fields } from '../http/message.ts';
import { encodeUtf8 } from '../wire/utf8.ts';
import { encodeBase64 } from './base64.ts';
import { sha1 } from './sha1.ts';

/** RFC 6455 §4.1. */
export const VERSION = '13';

/** RFC 6455 §1.3: the same for everybody, so that only who knows this protocol gives the right answer. */
export const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** Sec-WebSocket-Accept for a key as it stands in its field (RFC 6455 §4.2.2 step 5). */
export const acceptOf = (key: string): string => encodeBase64(sha1(encodeUtf8(key + GUID)));

/** Whether it stands for 16 bytes (RFC 6455 §4.2.1): of the last of 22 characters the four bits that are left over are 0 (RFC 4648 §3.5). */
export const isKey = (key: string): boolean => /^[A-Za-z0-9+/]{21}[AQgw]==$/.test(key);

/** Every value that stands under a name, in order. `lower` in lower case. */
export const valuesOf = (fields: Fields, lower: string): string[] =>
  fields.flatMap(([name, value]) => (sameName(name, lower) ? [value] : []));

/** The members of a list field, in their own case (RFC 9110 §5.6.1); empty ones are passed over. */
export const membersOf = (fields: Fields, lower: string): string[] =>
  (field(fields, lower) ?? '')
    .split(',')
    .map(trimmed)
    .filter((member) => member !== '');

/** Whether a list of tokens has one, without regard to case. */
export const lists = (fields: Fields, lower: string, token: string): boolean =>
  tokensOf(field(fields, lower)).includes(token);
