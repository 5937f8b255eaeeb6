/*
 * Ids that texts and quiz items name:
 *   scenarios   three-caches, no-cache, no-store, reloads, three-lifetimes, heuristic, stale-while-revalidate, stale-if-error,
 *               must-revalidate, leak, private, authorization, vary, vary-missing, vary-any, post, purge, versioned-url, stampede,
 *               coalesced, negative, only-if-cached, ranges
 *   parameters  headers (text, a response header a line), status, etag, lastModified, modifiedAgoS, differs (nothing, language, encoding,
 *               cookie, authorization), versionedUrl, users, proxy, gateway, collapse, staleOnError, negativeS, accessMs, transitMs,
 *               siteMs, thinkMs
 *   deeds       browser-a ... browser-l, everyone: load, reload, force, back, post, cached, first-half, second-half; gateway: purge;
 *               origin: change, down, fail, up; clock: wait
 *   tasks       who-answers, who-answers-later (browser, proxy, gateway, origin), age-at-browser (s), no-cache-requests,
 *               heuristic-lifetime (s), swr-version, down-answer, after-post, after-purge (v1, v2, error), whose-page (for-a, for-b, error),
 *               stampede-requests, coalesced-requests
 *   questions   gateway-verdict {headers} {seconds} (hit, miss, revalidate), age-at-browser {maxAge} {seconds} in s,
 *               origin-requests {users} {collapse}, guessed-lifetime {changedAgo} in s
 *   breakpoints see scenarios/*.ts
 *   left out    LEFT_OUT of #engine/webcache/leaves-out.ts, as left-out.<id>
 */
import type { ChainEvent } from '#engine/webcache/events.ts';
import type { SandboxModel } from '#player/model.ts';
import { core } from './core.ts';
import { questions } from './questions.ts';
import { table } from './table.ts';
import { tasks } from './tasks.ts';

/** Browsers, a proxy, a gateway and an origin in a row, each cache deciding by RFC 9111. */
export const webCache: SandboxModel<ChainEvent> = {
  ...core,
  tasks,
  questions,
  table,
};
