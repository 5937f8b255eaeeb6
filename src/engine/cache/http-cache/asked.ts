import { NO_DIRECTIVES, parseCacheControl, type Directives } from './cache-control.ts';
import { field, hasField } from '../../http/message.ts';
import { requestWith, withField, withoutField, type HttpRequest } from './message.ts';
import type { Stored } from './stored.ts';
import { isConditional, isWeak } from './validators.ts';

const NO_CACHE: Directives = { ...NO_DIRECTIVES, noCache: true };

/**
 * What the user of a browser did: went back or forward, which shows what was there, fresh or not (RFC 9111 §6); reloaded, which asks whether it
 * still holds; reloaded hard, which asks for the whole anew (Fetch, cache modes 'no-cache' and 'reload').
 */
export type Manner = 'history' | 'reload' | 'force';

/** The request with what browsers add to it for that (Fetch §4.6). */
export function requestAs(request: HttpRequest, as: Manner | undefined): HttpRequest {
  if (as === 'reload') return requestWith(request, withField(request.fields, 'Cache-Control', 'max-age=0'));
  if (as !== 'force') return request;
  const fields = withField(request.fields, 'Pragma', 'no-cache');
  return requestWith(request, withField(fields, 'Cache-Control', 'no-cache'));
}

/** What the request says of caches. §5.4: Pragma counts only where there is no Cache-Control; it is how old clients say no-cache. */
export function askedBy(request: HttpRequest): Directives {
  const control = field(request.fields, 'cache-control');
  if (control !== undefined) return parseCacheControl(control);
  const pragma = field(request.fields, 'pragma');
  return pragma !== undefined && /(^|,)\s*no-cache\s*($|[,;=])/i.test(pragma) ? NO_CACHE : NO_DIRECTIVES;
}

/** Whether the answer to another request for the same may serve this one: it asks for nothing special, and for nobody in particular. */
export function mayCollapse(request: HttpRequest, asked: Directives): boolean {
  if (request.method !== 'GET' || asked.noCache || asked.noStore || asked.maxAge !== undefined) return false;
  return !hasField(request.fields, 'authorization') && !hasField(request.fields, 'range');
}

/** The request without the client's own conditions. */
export function withoutConditions(request: HttpRequest): HttpRequest {
  if (!isConditional(request)) return request;
  let fields = request.fields;
  for (const name of ['if-none-match', 'if-modified-since', 'if-range']) fields = withoutField(fields, name);
  return requestWith(request, fields);
}

/** Where the beginning is stored already, only the rest is asked for (RFC 9111 §3.4), bound to the same representation by If-Range. */
export function restOf(request: HttpRequest, stored: Stored | undefined): HttpRequest {
  const part = stored?.part;
  if (!part || part.first !== 0 || part.total === null || stored.etag === undefined || isWeak(stored.etag))
    return request;
  if (request.method !== 'GET' || hasField(request.fields, 'range') || isConditional(request)) return request;
  const range = withField(request.fields, 'Range', `bytes=${stored.body.length}-`);
  return requestWith(request, withField(range, 'If-Range', stored.etag));
}
