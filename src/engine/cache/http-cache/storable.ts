import type { Because } from './because.ts';
import type { Directives } from './cache-control.ts';
import type { HttpCacheConfig } from './config.ts';
import { field, hasField, sameName, type Field } from '../../http/message.ts';
import { listMembers, type HttpRequest, type HttpResponse } from './message.ts';
import { parseUri, resolve, formatUri, cacheKey } from './uri.ts';
import { HEURISTIC_STATUS } from './stored.ts';

/** Status codes whose caching rules this cache knows (RFC 9110 §15, RFC 6585, RFC 7725), for must-understand (RFC 9111 §5.2.2.3). */
const UNDERSTOOD: ReadonlySet<number> = new Set([
  200, 201, 202, 203, 204, 205, 206, 300, 301, 302, 303, 304, 305, 307, 308, 400, 401, 402, 403, 404, 405,
  406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 421, 422, 426, 428, 429, 431, 451, 500, 501,
  502, 503, 504, 505, 511,
]);

export interface Verdict {
  readonly stored: boolean;
  readonly because: Because;
}

/** Whether a response may be stored: RFC 9111 §3, in its order. Gives the first rule that forbids it, or the one that allows it. */
export function mayStore(
  config: HttpCacheConfig,
  request: HttpRequest,
  asked: Directives,
  response: HttpResponse,
  directives: Directives,
): Verdict {
  const no = (reason: string, more?: Because['with']): Verdict => ({
    stored: false,
    because: { reason, ...(more && { with: more }) },
  });
  const { status, fields } = response;
  if (request.method !== 'GET' && !postStandsForGet(request, response, directives, config))
    return no('http.store-method', { method: request.method });
  if (status < 200) return no('http.store-interim', { status });
  if (status === 304) return no('http.store-304');
  const understood = UNDERSTOOD.has(status);
  if (directives.mustUnderstand && !understood) return no('http.store-not-understood', { status });
  if (asked.noStore) return no('http.store-request-no-store');
  // §5.2.2.3: who understands the status code may leave a no-store aside that stands beside must-understand
  if (directives.noStore && !directives.mustUnderstand) return no('http.store-no-store');
  if (config.shared && directives.private) return no('http.store-private');
  if (config.shared && hasField(request.fields, 'authorization')) {
    const allowed = directives.mustRevalidate || directives.public || directives.sMaxage !== undefined;
    if (!allowed) return no('http.store-authorization');
  }
  if (listMembers(field(fields, 'vary') ?? '').includes('*')) return no('http.store-vary-any');
  if (status === 206 && !completePart(response)) return no('http.store-part');
  const yes = (reason: string): Verdict => ({ stored: true, because: { reason } });
  if (directives.public) return yes('http.store-public');
  if (!config.shared && directives.private) return yes('http.store-own');
  if (config.shared && directives.sMaxage !== undefined) return yes('http.store-s-maxage');
  if (directives.maxAge !== undefined) return yes('http.store-max-age');
  if (hasField(fields, 'expires')) return yes('http.store-expires');
  if (HEURISTIC_STATUS.has(status)) return yes('http.store-status');
  return no('http.store-nothing-says-so', { status });
}

/** RFC 9110 §9.3.3: a POST's response stands for a later GET if it states its freshness and names itself by Content-Location. */
function postStandsForGet(
  request: HttpRequest,
  { fields }: HttpResponse,
  directives: Directives,
  config: HttpCacheConfig,
): boolean {
  if (request.method !== 'POST') return false;
  const explicit =
    directives.maxAge !== undefined ||
    (config.shared && directives.sMaxage !== undefined) ||
    hasField(fields, 'expires');
  const named = field(fields, 'content-location');
  const base = parseUri(request.url);
  const target = named !== undefined && base ? resolve(base, named) : undefined;
  return explicit && target !== undefined && formatUri(target) === cacheKey(request.url);
}

/** RFC 9111 §3.3: a part is kept only if it says which one it is. */
function completePart({ fields, body }: HttpResponse): boolean {
  const range = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(field(fields, 'content-range') ?? '');
  if (!range) return false;
  const [first, last, total] = [
    Number(range[1]),
    Number(range[2]),
    range[3] === '*' ? Infinity : Number(range[3]),
  ];
  return last - first + 1 === body.length && last < total;
}

/** RFC 9111 §3.1: fields of this connection, and of proxy authentication, are not part of what is stored. */
const NEVER_STORED: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'proxy-authenticate',
  'proxy-authentication-info',
  'proxy-authorization',
]);

/** What a response is passed on with: without the fields of its connection, and what Connection names (RFC 9110 §7.6.1). */
export function passable(fields: readonly Field[]): Field[] {
  const named = listMembers(field(fields, 'connection') ?? '').map((name) => name.toLowerCase());
  return fields.filter(
    ([name]) => !NEVER_STORED.has(name.toLowerCase()) && !named.some((one) => sameName(name, one)),
  );
}

/** Of these, what is stored: without what private="..." keeps from a shared cache (RFC 9111 §5.2.2.7). */
export const storable = (
  { shared }: HttpCacheConfig,
  passed: readonly Field[],
  { privateFields }: Directives,
): readonly Field[] =>
  shared && privateFields.length > 0
    ? passed.filter(([name]) => !privateFields.some((one) => sameName(name, one)))
    : passed;

/**
 * RFC 9111 §3.2: what describes the very bytes that are stored stays as it was when a 304 or a HEAD brings new fields. Content-Type is not
 * among them: this cache never looks into a body, so that nothing of what it has depends on it.
 */
const KEPT: ReadonlySet<string> = new Set([
  'content-encoding',
  'content-length',
  'content-md5',
  'content-range',
]);

/** The stored fields with the new ones in their place (§3.2). */
export function updatedFields(
  config: HttpCacheConfig,
  stored: readonly Field[],
  fresh: readonly Field[],
  directives: Directives,
): Field[] {
  const incoming = storable(config, passable(fresh), directives).filter(
    ([name]) => !KEPT.has(name.toLowerCase()),
  );
  const replaced = new Set(incoming.map(([name]) => name.toLowerCase()));
  // An Age of the past would be counted again: it is part of the initial age that is computed anew
  return [
    ...stored.filter(([name]) => !replaced.has(name.toLowerCase()) && !sameName(name, 'age')),
    ...incoming,
  ];
}
