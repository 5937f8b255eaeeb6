import { firstField, type HttpRequest, type HttpResponse } from './message.ts';
import { cacheKey, formatUri, parseUri, resolve, sameOrigin } from './uri.ts';

/** RFC 9110 §9.2.1. Any other method, known or not, may have changed what it was sent to. */
const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

/** RFC 9111 §4.4: the keys that an answered request makes doubtful: its own, and those that Location and Content-Location name on the same origin. */
export function invalidated(request: HttpRequest, { status, fields }: HttpResponse): string[] {
  // "Non-error": 2xx and 3xx
  if (SAFE.has(request.method) || status < 200 || status >= 400) return [];
  const base = parseUri(request.url);
  const keys = new Set([cacheKey(request.url)]);
  for (const name of ['location', 'content-location']) {
    const reference = firstField(fields, name);
    const target = reference !== undefined && base ? resolve(base, reference) : undefined;
    // of another origin it could be an attack on what is cached of it
    if (target && sameOrigin(target, base!)) keys.add(formatUri(target));
  }
  return [...keys];
}
