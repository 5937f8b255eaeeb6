import { parseHttpDate } from './http-date.ts';
import { field, hasField, type Field } from '../../http/message.ts';
import { firstField, listMembers, requestWith, withoutField, type HttpRequest } from './message.ts';
import type { Stored } from './stored.ts';

export const isWeak = (etag: string): boolean => etag.startsWith('W/');
const opaque = (etag: string): string => (isWeak(etag) ? etag.slice(2) : etag);
/** RFC 9110 §8.8.3.2. */
export const weaklyEqual = (one: string, other: string): boolean => opaque(one) === opaque(other);
export const stronglyEqual = (one: string, other: string): boolean => one === other && !isWeak(one);

const CONDITIONS = ['if-none-match', 'if-modified-since', 'if-match', 'if-unmodified-since', 'if-range'];
export const isConditional = (request: HttpRequest): boolean =>
  CONDITIONS.some((name) => hasField(request.fields, name));

/** RFC 9111 §4.3.2: whether the client has this response already, so that 304 is enough. If-None-Match goes before If-Modified-Since. */
export function clientHas(request: HttpRequest, stored: Stored, nowSeconds: number): boolean {
  const etags = field(request.fields, 'if-none-match');
  if (etags !== undefined) {
    if (etags === '*') return true;
    return stored.etag !== undefined && listMembers(etags).some((one) => weaklyEqual(one, stored.etag!));
  }
  const since = firstField(request.fields, 'if-modified-since');
  const at = since === undefined ? undefined : parseHttpDate(since, nowSeconds);
  if (at === undefined) return false;
  // Where the response does not say when it was modified, its Date does, or else when it came
  return (stored.lastModified ?? stored.dateSeconds) <= at;
}

/** The request that asks whether what is stored still holds (§4.3.1): the client's, with the validators of all candidates beside its own. */
export function validating(request: HttpRequest, candidates: readonly Stored[]): HttpRequest {
  let fields: Field[] = [...request.fields];
  const known = candidates.map((one) => one.etag).filter((etag) => etag !== undefined);
  const asked = field(fields, 'if-none-match');
  if (known.length > 0 && asked !== '*') {
    const etags = [...new Set([...listMembers(asked ?? ''), ...known])];
    fields = [...withoutField(fields, 'if-none-match'), ['If-None-Match', etags.join(', ')]];
  }
  const [only] = candidates;
  const modified = candidates.length === 1 ? firstField(only!.fields, 'last-modified') : undefined;
  if (modified !== undefined && only!.lastModified !== undefined && !hasField(fields, 'if-modified-since'))
    fields.push(['If-Modified-Since', modified]);
  return requestWith(request, fields);
}

export const hasValidator = (stored: Stored): boolean =>
  stored.etag !== undefined || stored.lastModified !== undefined;

/** §4.3.4: the stored response that a 304 speaks of. `asked`: those that were asked about, the selected one first. */
export function confirmed(
  answer: readonly Field[],
  asked: readonly Stored[],
  nowSeconds: number,
): Stored | undefined {
  const etag = firstField(answer, 'etag');
  if (etag !== undefined)
    return asked.find(
      (one) =>
        one.etag !== undefined &&
        (isWeak(etag) ? weaklyEqual(one.etag, etag) : stronglyEqual(one.etag, etag)),
    );
  const modified = firstField(answer, 'last-modified');
  if (modified !== undefined) {
    const at = parseHttpDate(modified, nowSeconds);
    return asked.find((one) => at !== undefined && one.lastModified === at);
  }
  // Without a validator of its own it can only mean the one that was asked about
  return asked.length === 1 ? asked[0] : undefined;
}
