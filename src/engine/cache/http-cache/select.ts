import { field } from '../../http/message.ts';
import type { HttpRequest } from './message.ts';
import { normalised } from './selecting.ts';
import type { Variants } from './store.ts';
import type { Stored } from './stored.ts';

/** RFC 9111 §4.1: whether the fields that Vary names are in this request what they were in the one that brought the response. */
export function matches({ vary, selecting }: Stored, request: HttpRequest): boolean {
  for (let i = 0; i < vary.length; i += 1) {
    const value = field(request.fields, vary[i]!);
    const { raw, normal } = selecting[i]!;
    if (value !== raw && normalised(vary[i]!, value) !== normal) return false;
  }
  return true;
}

/** Of those that match, the one with the latest Date (§4.1); whole ones before parts. */
export function select(variants: Variants | undefined, request: HttpRequest): Stored | undefined {
  if (variants === undefined) return undefined;
  if (!Array.isArray(variants)) return matches(variants, request) ? variants : undefined;
  let best: Stored | undefined;
  for (const one of variants) {
    if (!matches(one, request)) continue;
    if (!best || better(one, best)) best = one;
  }
  return best;
}

function better(one: Stored, other: Stored): boolean {
  if ((one.part === null) !== (other.part === null)) return one.part === null;
  return one.dateSeconds >= other.dateSeconds;
}
