import type { Scenario } from '#player/model.ts';
import { heuristic, staleWhileRevalidate, threeLifetimes, versionedUrl } from './freshness.ts';
import { post, purge } from './invalidation.ts';
import { authorization, leak, noCache, noStore, privatePage } from './storing.ts';
import { coalesced, mustRevalidate, negative, staleIfError, stampede } from './trouble.ts';
import { ranges, vary, varyAny, varyMissing } from './variants.ts';
import { onlyIfCached, reloads, threeCaches } from './visits.ts';

/** In the order in which they are best read. */
export const scenarios: readonly Scenario[] = [
  threeCaches,
  noCache,
  noStore,
  reloads,
  threeLifetimes,
  heuristic,
  staleWhileRevalidate,
  staleIfError,
  mustRevalidate,
  leak,
  privatePage,
  authorization,
  vary,
  varyMissing,
  varyAny,
  post,
  purge,
  versionedUrl,
  stampede,
  coalesced,
  negative,
  onlyIfCached,
  ranges,
];
