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
import { SECOND } from '#engine/kernel/time.ts';
import type { ChainEvent } from '#engine/webcache/events.ts';
import { browserOf, ORIGIN_DEEDS, USER_DEEDS } from '#engine/webcache/setup.ts';
import type { SandboxModel } from '#player/model.ts';
import { parameters, USERS } from './parameters.ts';
import { questions } from './questions.ts';
import { runSetup } from './run.ts';
import { scenarios } from './scenarios/all.ts';
import { table } from './table.ts';
import { tasks } from './tasks.ts';

/** Browsers, a proxy, a gateway and an origin in a row, each cache deciding by RFC 9111. */
export const webCache: SandboxModel<ChainEvent> = {
  id: 'web-cache',
  version: 1,
  parameters,
  scenarios,
  tasks,
  questions,
  steps: [
    { kind: 'click' },
    { kind: 'decide' },
    { kind: 'learn' },
    { kind: 'origin' },
    { kind: 'lost' },
    { kind: 'tamper' },
    { kind: 'timeout' },
    { kind: 'shown' },
  ],
  acts: ['drop', 'delay'],
  deeds: [
    ...[...USERS.map(browserOf), 'everyone'].map((target) => ({ target, what: USER_DEEDS })),
    { target: 'gateway', what: ['purge'] },
    { target: 'origin', what: ORIGIN_DEEDS },
    { target: 'clock', what: ['wait'] },
  ],
  delayNs: SECOND,
  targetOf: ({ name }) => (typeof name === 'string' ? name : undefined),
  run: (setup) => runSetup(setup, scenarios),
  table,
};
