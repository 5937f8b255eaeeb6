import type { Fault } from './faults.ts';
import type { Field } from './hpack/field.ts';

/** What the header section of a message is good for: the value of a pseudo-header field, or of the first field of that name. */
export const valueOf = (fields: readonly Field[], name: string): string | undefined =>
  fields.find((field) => field.name === name)?.value;

/** RFC 9110 §5.6.2, lower case only (RFC 9113 §8.2.1). */
const NAME = /^[!#$%&'*+\-.^_`|~0-9a-z]+$/;
/** RFC 9113 §8.2.2. */
const OF_CONNECTION = new Set([
  'connection',
  'proxy-connection',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
]);
const OF_REQUEST = [':method', ':scheme', ':authority', ':path', ':protocol'];

/** RFC 9113 §8.3.1, §8.5; RFC 8441 §4 where `extended` CONNECT was offered. */
export function requestFault(fields: readonly Field[], extended: boolean): Fault | undefined {
  const fault = sectionFault(fields, OF_REQUEST);
  if (fault) return fault;
  const [method, scheme, authority, path, protocol] = OF_REQUEST.map((name) => valueOf(fields, name));
  if (!method) return 'h2.pseudo-missing';
  if (protocol !== undefined && (!extended || method !== 'CONNECT')) return 'h2.extended-connect';
  if (method === 'CONNECT' && protocol === undefined)
    return scheme !== undefined || path !== undefined || !authority ? 'h2.connect' : undefined;
  if (!scheme || path === undefined) return 'h2.pseudo-missing';
  const http = scheme === 'http' || scheme === 'https';
  if (http && !path.startsWith('/') && !(path === '*' && method === 'OPTIONS')) return 'h2.path';
  // §8.3.1: user information may not be there; Host may not say otherwise
  if (http && authority?.includes('@')) return 'h2.authority';
  const host = valueOf(fields, 'host');
  if (authority !== undefined && host !== undefined && host.toLowerCase() !== authority.toLowerCase())
    return 'h2.authority';
  if (protocol !== undefined && !authority) return 'h2.extended-connect';
  return undefined;
}

/** RFC 9113 §8.3.2; 101 has no meaning here (§8.6). */
export function responseFault(fields: readonly Field[]): Fault | undefined {
  const fault = sectionFault(fields, [':status']);
  if (fault) return fault;
  const status = valueOf(fields, ':status');
  return status === undefined || !/^[1-9]\d\d$/.test(status) || status === '101' ? 'h2.status' : undefined;
}

/** RFC 9113 §8.1: a trailer section has no pseudo-header fields. */
export function trailersFault(fields: readonly Field[]): Fault | undefined {
  if (fields.some(({ name }) => name.startsWith(':'))) return 'h2.pseudo-in-trailers';
  return sectionFault(fields, []);
}

/** The number of bytes that are announced; undefined where none is, 'h2.content-length' where it is no one number. */
export function contentLengthOf(fields: readonly Field[]): number | undefined | Fault {
  const values = fields.filter(({ name }) => name === 'content-length').map(({ value }) => value);
  if (values.length === 0) return undefined;
  // RFC 9110 §8.6
  const length = /^\d{1,15}$/.test(values[0]!) ? Number(values[0]) : -1;
  return length < 0 || values.some((value) => value !== values[0]) ? 'h2.content-length' : length;
}

/** What holds for every section (RFC 9113 §8.2, §8.3). */
function sectionFault(fields: readonly Field[], pseudo: readonly string[]): Fault | undefined {
  const seen = new Set<string>();
  let regular = false;
  for (const { name, value } of fields) {
    if (name.startsWith(':')) {
      if (regular) return 'h2.pseudo-late';
      if (!pseudo.includes(name)) return 'h2.pseudo-unknown';
      if (seen.has(name)) return 'h2.pseudo-twice';
      seen.add(name);
    } else {
      regular = true;
      if (!NAME.test(name)) return 'h2.field-name';
      if (OF_CONNECTION.has(name) || (name === 'te' && value !== 'trailers')) return 'h2.connection-field';
    }
    if (!isValue(value)) return 'h2.field-value';
  }
  return undefined;
}

/** RFC 9113 §8.2.1: no NUL, LF or CR; no space or tab at either end. RFC 9110 §5.5 knows no other control characters either. */
function isValue(value: string): boolean {
  for (let at = 0; at < value.length; at += 1) {
    const octet = value.charCodeAt(at);
    if ((octet < 0x20 && octet !== 0x09) || octet === 0x7f) return false;
  }
  return !/^[ \t]|[ \t]$/.test(value);
}
