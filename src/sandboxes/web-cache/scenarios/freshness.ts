import { scenario } from './scenario.ts';

/** A lifetime for each: ten seconds for browsers, a minute for shared caches, ten minutes for the gateway alone. */
export const threeLifetimes = scenario('three-lifetimes', {
  parameters: { headers: 'Cache-Control: max-age=10, s-maxage=60\nCDN-Cache-Control: max-age=600' },
  clicks: `0 browser-a load
    30 browser-a load
    100 browser-a load`,
  opening: { kind: 'decide', where: 'proxy', verdict: 'hit' },
  breakpoints: {
    stored: { kind: 'shown', click: 0 },
    'proxy-answers': { kind: 'decide', where: 'proxy', verdict: 'hit' },
    'gateway-answers': { kind: 'decide', where: 'gateway', verdict: 'hit' },
  },
});

/** Nothing is said: a tenth of the time since it was changed is guessed. 1,000 s ago makes 100 s. */
export const heuristic = scenario('heuristic', {
  parameters: { headers: '', etag: 'none', lastModified: true, modifiedAgoS: 1000 },
  clicks: `0 browser-a load
    50 origin change
    90 browser-a load
    150 browser-a load`,
  opening: { kind: 'shown', click: 2 },
  breakpoints: {
    guessed: { kind: 'learn', reason: 'http.store-status' },
    outdated: { kind: 'shown', outdated: true },
    asked: { kind: 'decide', reason: 'http.use-stale' },
    renewed: { kind: 'shown', click: 3 },
  },
});

/** A new address for each version, and a year of freshness: never old, never asked about, not even by a reload. */
export const versionedUrl = scenario('versioned-url', {
  parameters: { headers: 'Cache-Control: max-age=31536000, immutable', versionedUrl: true, users: 1 },
  clicks: `0 browser-a load
    10 browser-a reload
    20 origin change
    30 browser-a load`,
  opening: { kind: 'decide', reason: 'http.use-immutable' },
  breakpoints: {
    'not-asked': { kind: 'decide', reason: 'http.use-immutable' },
    changed: { kind: 'click', where: 'origin' },
    'new-url': { kind: 'shown', click: 3 },
  },
});

/** For the gateway alone: the stale one at once, the fresh one for who comes next. Browsers ask each time. */
export const staleWhileRevalidate = scenario('stale-while-revalidate', {
  parameters: {
    headers: 'Cache-Control: no-cache\nCDN-Cache-Control: max-age=10, stale-while-revalidate=60',
    proxy: false,
  },
  clicks: `0 browser-a load
    5 origin change
    20 browser-b load
    22 browser-a load`,
  opening: { kind: 'shown', user: 'b' },
  breakpoints: {
    'stale-now': { kind: 'decide', where: 'gateway', verdict: 'stale' },
    'in-background': { kind: 'send', background: true },
    renewed: { kind: 'learn', where: 'gateway', background: true },
    'for-the-next': { kind: 'shown', click: 3 },
  },
});
