import { firstField, withField, withoutField, type HttpResponse } from './message.ts';
import { combined } from './range.ts';
import type { Stored } from './stored.ts';

/** A new part and what was stored before as one response (RFC 9111 §3.4), whole again where nothing is missing; undefined where they do not belong together. */
export function join(old: Stored, fresh: Stored): Stored | undefined {
  const both = combined(old, fresh);
  if (!both) return undefined;
  const { body, first, total } = both;
  const whole = first === 0 && body.length === total;
  const length = withField(fresh.fields, 'Content-Length', String(body.length));
  const fields = whole
    ? withoutField(length, 'content-range')
    : withField(length, 'Content-Range', `bytes ${first}-${first + body.length - 1}/${total ?? '*'}`);
  return {
    ...fresh,
    status: whole ? 200 : 206,
    fields,
    body,
    part: whole ? null : { first, total },
    bytes: fresh.bytes - fresh.body.length + body.length,
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
