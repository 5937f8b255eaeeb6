import type { HttpCacheConfig } from './config.ts';
import { ageOf } from './freshness.ts';
import { formatHttpDate } from './http-date.ts';
import { hasField, sameName, type Field } from '../../http/message.ts';
import { withField, type HttpRequest, type HttpResponse } from './message.ts';
import { ifRangeHolds, requestedRange } from './range.ts';
import type { Stored } from './stored.ts';
import { clientHas, isConditional } from './validators.ts';

const NO_BODY = new Uint8Array(0);

/** How a stored response is sent: what Cache-Status says of it (RFC 9211 §2), and whether it was validated just now. */
export interface Serving {
  readonly status: string;
  readonly validated: boolean;
}

/** Neither a part of it nor a condition is asked for: one look at each field tells. */
function plain({ fields }: HttpRequest): boolean {
  for (const [name] of fields) {
    // 'r' or 'i', in either case
    const first = name.charCodeAt(0) | 0x20;
    if ((first === 0x72 || first === 0x69) && /^(?:range$|if-)/i.test(name)) return false;
  }
  return true;
}

/** A stored response as the answer to this request: whole, a part of it, or 304. Undefined where what is stored is a part that does not hold what is asked for. */
export function serve(
  config: HttpCacheConfig,
  stored: Stored,
  request: HttpRequest,
  { status, validated }: Serving,
  nowSeconds: number,
): HttpResponse | undefined {
  const own = validated ? stored.fields.filter(([name]) => !sameName(name, 'age')) : stored.served;
  const age: Field = ['Age', String(Math.max(0, ageOf(stored, nowSeconds)))];
  const fields = config.cacheStatus
    ? followedBy(own, age, ['Cache-Status', `${config.name}; ${status}`])
    : followedBy(own, age);
  if (request.method === 'HEAD' && stored.part !== null) return undefined;
  if (request.method === 'HEAD') return { status: stored.status, fields, body: NO_BODY };
  if (plain(request) && stored.part === null) return { status: stored.status, fields, body: stored.body };
  if (stored.status === 200 && isConditional(request) && clientHas(request, stored, nowSeconds))
    return { status: 304, fields: of304(fields), body: NO_BODY };
  const total = stored.part === null ? stored.body.length : stored.part.total;
  const wanted =
    hasField(request.fields, 'range') && (stored.status === 200 || stored.status === 206) && total !== null
      ? ifRangeHolds(request, stored, nowSeconds)
        ? requestedRange(request, total)
        : 'none'
      : 'none';
  if (wanted === 'none') {
    return stored.part === null ? { status: stored.status, fields, body: stored.body } : undefined;
  }
  if (wanted === 'unsatisfiable') {
    const told = withField(withField(fields, 'Content-Range', `bytes */${total!}`), 'Content-Length', '0');
    return { status: 416, fields: told, body: NO_BODY };
  }
  const offset = stored.part?.first ?? 0;
  if (wanted.first < offset || wanted.last >= offset + stored.body.length) return undefined;
  const body = stored.body.subarray(wanted.first - offset, wanted.last + 1 - offset);
  const range = `bytes ${wanted.first}-${wanted.last}/${total!}`;
  const ranged = withField(withField(fields, 'Content-Range', range), 'Content-Length', String(body.length));
  return { status: 206, fields: ranged, body };
}

/** As long as it has to be from the start: an array that is added to is moved to where there is room for more. */
function followedBy(fields: readonly Field[], age: Field, cacheStatus?: Field): Field[] {
  const { length } = fields;
  const all = new Array<Field>(cacheStatus ? length + 2 : length + 1);
  for (let at = 0; at < length; at += 1) all[at] = fields[at]!;
  all[length] = age;
  if (cacheStatus) all[length + 1] = cacheStatus;
  return all;
}

/** RFC 9110 §15.4.5: what a 304 carries; more would only tell the client what it knows. */
const IN_304: ReadonlySet<string> = new Set([
  'age',
  'cache-control',
  'cache-status',
  'cdn-cache-control',
  'content-location',
  'date',
  'etag',
  'expires',
  'last-modified',
  'vary',
]);
const of304 = (fields: readonly Field[]): Field[] =>
  fields.filter(([name]) => IN_304.has(name.toLowerCase()));

/** An answer of the cache's own (RFC 9110 §15.6.5): nothing can be sent, and nobody can be asked. */
export const gatewayTimeout = (config: HttpCacheConfig, nowSeconds: number, why: string): HttpResponse => ({
  status: 504,
  fields: [
    ['Date', formatHttpDate(nowSeconds)],
    ['Content-Length', '0'],
    ['Cache-Control', 'no-store'],
    ...(config.cacheStatus ? ([['Cache-Status', `${config.name}; ${why}`]] as const) : []),
  ],
  body: NO_BODY,
});
