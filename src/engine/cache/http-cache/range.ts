import { parseHttpDate } from './http-date.ts';
import { firstField, type HttpRequest } from './message.ts';
import { isWeak, stronglyEqual } from './validators.ts';
import type { Stored } from './stored.ts';

/** Bytes [first, last] of a representation. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * The one range that a request asks for (RFC 9110 §14.1.2), once its whole length is known: 'none' where the field is to be
 * ignored (absent, another unit, several ranges, not well formed), 'unsatisfiable' where it begins behind the end.
 */
export function requestedRange(request: HttpRequest, total: number): ByteRange | 'none' | 'unsatisfiable' {
  const text = firstField(request.fields, 'range');
  const found = text === undefined ? null : /^bytes=(\d*)-(\d*)$/i.exec(text.replace(/\s/g, ''));
  if (!found || request.method !== 'GET') return 'none';
  const [, from, to] = found as unknown as [string, string, string];
  if (from === '' && to === '') return 'none';
  if (from === '') {
    const length = Math.min(Number(to), total);
    return length === 0 ? 'unsatisfiable' : { first: total - length, last: total - 1 };
  }
  const first = Number(from);
  const last = to === '' ? total - 1 : Math.min(Number(to), total - 1);
  if (to !== '' && Number(to) < first) return 'none';
  return first >= total ? 'unsatisfiable' : { first, last };
}

/** RFC 9110 §13.1.5: whether If-Range lets the range stand: it is absent, or names exactly this representation, strongly. */
export function ifRangeHolds(request: HttpRequest, stored: Stored, nowSeconds: number): boolean {
  const condition = firstField(request.fields, 'if-range');
  if (condition === undefined) return true;
  if (condition.startsWith('"') || isWeak(condition))
    return stored.etag !== undefined && stronglyEqual(condition, stored.etag);
  const at = parseHttpDate(condition, nowSeconds);
  // A date is a strong validator only if it lies a minute before the Date (§8.8.2.2)
  return at !== undefined && at === stored.lastModified && stored.dateSeconds - at >= 60;
}

/** RFC 9111 §3.4: two stored pieces of the same representation as one, where they touch; undefined where they may not or do not. */
export function combined(
  old: Stored,
  fresh: Stored,
): { body: Uint8Array; first: number; total: number | null } | undefined {
  if (old.etag === undefined || fresh.etag === undefined || !stronglyEqual(old.etag, fresh.etag))
    return undefined;
  const oldFirst = old.part?.first ?? 0;
  const freshFirst = fresh.part?.first ?? 0;
  const oldEnd = oldFirst + old.body.length;
  const freshEnd = freshFirst + fresh.body.length;
  if (freshFirst > oldEnd || oldFirst > freshEnd) return undefined;
  const first = Math.min(oldFirst, freshFirst);
  const body = new Uint8Array(Math.max(oldEnd, freshEnd) - first);
  body.set(old.body, oldFirst - first);
  body.set(fresh.body, freshFirst - first);
  const total = fresh.part ? (fresh.part.total ?? old.part?.total ?? null) : fresh.body.length;
  return { body, first, total: old.part === null ? old.body.length : total };
}
