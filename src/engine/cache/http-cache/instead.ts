import type { Because } from './because.ts';
import type { HttpCacheConfig } from './config.ts';
import { ageOf, useOnError } from './freshness.ts';
import type { Answer, Completion, Pending } from './outcome.ts';
import { select } from './select.ts';
import { serve } from './serve.ts';
import type { Store } from './store.ts';

/** RFC 5861 §4: what counts as an error. */
const ERRORS: ReadonlySet<number> = new Set([500, 502, 503, 504]);

/** Something stale in place of an error, for all who wait; undefined where the error has to be told. `status` null: no answer came at all. */
export function insteadOfError(
  config: HttpCacheConfig,
  store: Store,
  { client, key, waiting }: Pending,
  nowSeconds: number,
  status: number | null,
): Completion | undefined {
  if (status !== null && !ERRORS.has(status)) return undefined;
  const answers: Answer[] = [];
  for (const one of client ? [client, ...waiting] : waiting) {
    const stored = select(store.at(key), one.request);
    const because = stored && useOnError(config, stored, one.asked, nowSeconds, status === null);
    if (!stored || !because) return undefined;
    const ttl = stored.lifetime - ageOf(stored, nowSeconds);
    const told = status === null ? '' : `; fwd-status=${status}`;
    const serving = { status: `hit; ttl=${ttl}; fwd=stale${told}`, validated: false };
    const response = serve(config, stored, one.request, serving, nowSeconds);
    if (!response) return undefined;
    answers.push({ ticket: one.ticket, response, because: [because] });
  }
  const because: Because[] = [{ reason: client ? 'http.instead-of-error' : 'http.background-failed' }];
  return { answers, forwards: [], because };
}
