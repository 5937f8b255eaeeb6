import type { Field } from '../../http/message.ts';
import { firstField, withField, withoutField, type HttpResponse } from './message.ts';
import { combined } from './range.ts';
import type { Part, Stored } from './stored.ts';

/**
 * A new part and what was stored before as one response (RFC 9111 §3.4), whole again where nothing is missing; undefined where they do not
 * belong together. The new fields take the place of the old ones, and what the new response does not say stays.
 */
export function join(
  old: Stored,
  fresh: Stored,
): (HttpResponse & { readonly part: Part | null }) | undefined {
  const both = combined(old, fresh);
  if (!both) return undefined;
  const { body, first, total } = both;
  const whole = first === 0 && body.length === total;
  const told = new Set(fresh.fields.map(([name]) => name.toLowerCase()));
  const kept = old.fields.filter(([name]) => !told.has(name.toLowerCase()) && name.toLowerCase() !== 'age');
  const fields: Field[] = withField([...kept, ...fresh.fields], 'Content-Length', String(body.length));
  return {
    status: whole ? 200 : 206,
    fields: whole
      ? withoutField(fields, 'content-range')
      : withField(fields, 'Content-Range', `bytes ${first}-${first + body.length - 1}/${total ?? '*'}`),
    body,
    part: whole ? null : { first, total },
  };
}

/** §4.3.5: whether the answer to a HEAD speaks of what is stored: its validators and its length, as far as it gives any, are the same. */
export function sameRepresentation(stored: Stored, { fields }: HttpResponse): boolean {
  const same = (name: string, own: string | undefined) => {
    const told = firstField(fields, name);
    return told === undefined || told === own;
  };
  const length = firstField(stored.fields, 'content-length') ?? String(stored.body.length);
  if (!same('etag', stored.etag)) return false;
  return same('last-modified', firstField(stored.fields, 'last-modified')) && same('content-length', length);
}
