import type { HttpCache } from '../cache/http-cache/http-cache.ts';
import type { Scalar, Value } from '../kernel/trace.ts';
import { asText, pathOf } from './message.ts';

/**
 * What a cache has stored, as columns of equal length: a trace holds lists of scalars. `borns` are the seconds of the run at which each
 * would have had age 0, so that its age is known at any moment: the second of the run less that (RFC 9111 §4.2.3).
 */
export function stockOf(cache: HttpCache): Readonly<Record<string, Value>> {
  const rows = [...cache.store.keys].flatMap((key) =>
    cache.store
      .of(key)
      .map((one): readonly Scalar[] => [
        pathOf(key),
        one.vary.map((name, i) => `${name}: ${one.selecting[i]?.raw ?? '–'}`).join(', '),
        one.status,
        one.etag ?? '',
        asText(one.body).split(' .')[0]!.trimEnd(),
        one.responseSeconds - one.initialAge - cache.config.epochSeconds,
        one.lifetime,
        one.lifetimeFrom,
        one.invalid ? 'invalid' : one.directives.noCache ? 'no-cache' : '',
        one.part === null ? '' : `${one.part.first}-${one.part.first + one.body.length - 1}`,
      ]),
  );
  const column = (index: number): readonly Scalar[] => rows.map((row) => row[index]!);
  return Object.fromEntries(COLUMNS.map((name, index) => [name, column(index)]));
}

/** Names of the columns, in their order. `marks`: 'invalid' (RFC 9111 §4.4), 'no-cache', or ''; `parts`: 'first-last' of a part. */
export const COLUMNS = ['paths', 'variants', 'statuses', 'etags', 'bodies', 'borns', 'lifetimes', 'froms', 'marks', 'parts'] as const; // prettier-ignore
