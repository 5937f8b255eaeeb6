import type { Because } from './because.ts';
import type { Directives } from './cache-control.ts';
import type { HttpCacheConfig } from './config.ts';
import type { Stored } from './stored.ts';

/** §4.2.3: current_age, in whole seconds. */
export const ageOf = (stored: Stored, nowSeconds: number): number =>
  stored.initialAge + (nowSeconds - stored.responseSeconds);

export type Use =
  /** As it is. */
  | { readonly kind: 'fresh'; readonly because: Because }
  /** Though stale; `validate`: a request in the background is to make it fresh (RFC 5861 §3). */
  | { readonly kind: 'stale'; readonly validate: boolean; readonly because: Because }
  | { readonly kind: 'validate'; readonly because: Because };

/** Whether a stored response may be sent without asking: RFC 9111 §4, with what the request says (§5.2.1). */
export function useOf(config: HttpCacheConfig, stored: Stored, asked: Directives, nowSeconds: number): Use {
  const age = ageOf(stored, nowSeconds);
  const { lifetime } = stored;
  if (stored.invalid) return validate('http.use-invalidated', stored, age);
  if (stored.directives.noCache) return validate('http.use-no-cache', stored, age);
  if (asked.noCache) return validate('http.use-request-no-cache', stored, age);
  const fresh = lifetime > age;
  const { minFresh, maxAge, maxStale } = asked;
  // Nonsense in a request asks for nothing that could be granted: the careful reading is to validate
  if (minFresh !== undefined && (minFresh === 'invalid' || lifetime - age < minFresh))
    return validate('http.use-min-fresh', stored, age);
  if (maxAge !== undefined && (maxAge === 'invalid' || age > maxAge) && (fresh || maxStale === undefined))
    return validate('http.use-request-max-age', stored, age);
  if (fresh)
    return {
      kind: 'fresh',
      because: { reason: 'http.use-fresh', with: { age, lifetime, from: stored.lifetimeFrom } },
    };
  const forbidden = staleForbidden(config, stored.directives);
  if (forbidden) return validate(forbidden, stored, age);
  const staleness = age - lifetime;
  if (maxStale === 'any' || (typeof maxStale === 'number' && staleness <= maxStale))
    return stale('http.use-max-stale', stored, age, false);
  const { staleWhileRevalidate } = stored.directives;
  if (typeof staleWhileRevalidate === 'number' && staleness <= staleWhileRevalidate && maxAge === undefined)
    return stale('http.use-while-revalidate', stored, age, true);
  return validate('http.use-stale', stored, age);
}

const validate = (reason: string, { lifetime, lifetimeFrom: from }: Stored, age: number): Use => ({
  kind: 'validate',
  because: { reason, with: { age, lifetime, from } },
});

const stale = (
  reason: string,
  { lifetime, lifetimeFrom: from }: Stored,
  age: number,
  inBackground: boolean,
): Use => ({
  kind: 'stale',
  validate: inBackground,
  because: { reason, with: { age, lifetime, from, staleness: age - lifetime } },
});

/** §4.2.4: the directive that forbids a stale response, whatever else allows it; undefined where none does. */
export function staleForbidden(config: HttpCacheConfig, directives: Directives): string | undefined {
  if (directives.mustRevalidate) return 'http.use-must-revalidate';
  if (config.shared && directives.proxyRevalidate) return 'http.use-proxy-revalidate';
  // §5.2.2.10: s-maxage incorporates proxy-revalidate
  if (config.shared && directives.sMaxage !== undefined) return 'http.use-s-maxage';
  return undefined;
}

/** Whether a stale response may stand in for an origin that answers with an error, or not at all (RFC 5861 §4, RFC 9111 §4.2.4). */
export function useOnError(
  config: HttpCacheConfig,
  stored: Stored,
  asked: Directives,
  nowSeconds: number,
  disconnected: boolean,
): Because | undefined {
  if (stored.directives.noCache || staleForbidden(config, stored.directives)) return undefined;
  const age = ageOf(stored, nowSeconds);
  const numbers = { age, lifetime: stored.lifetime, staleness: age - stored.lifetime };
  const within = [stored.directives.staleIfError, asked.staleIfError].some(
    (limit) => typeof limit === 'number' && numbers.staleness <= limit,
  );
  if (within) return { reason: 'http.use-if-error', with: numbers };
  if (disconnected) return { reason: 'http.use-disconnected', with: numbers };
  return config.staleOnError ? { reason: 'http.use-on-error', with: numbers } : undefined;
}
