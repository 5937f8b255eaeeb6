import { scenario } from './scenario.ts';

/** Two users, one page, a minute of freshness: who answers each visit, and how Age goes on. */
export const threeCaches = scenario('three-caches', {
  parameters: { headers: 'Cache-Control: max-age=60' },
  clicks: `0 browser-a load
    20 browser-b load
    30 browser-a load
    70 browser-b load`,
  opening: { kind: 'shown', user: 'b' },
  breakpoints: {
    'first-visit': { kind: 'shown', user: 'a' },
    'proxy-hit': { kind: 'decide', where: 'proxy', verdict: 'hit' },
    'browser-hit': { kind: 'decide', where: 'browser-a', verdict: 'hit' },
    validated: { kind: 'origin', status: 304 },
  },
});

/** What the buttons of a browser ask for. */
export const reloads = scenario('reloads', {
  parameters: { headers: 'Cache-Control: max-age=3600', users: 1 },
  clicks: `0 browser-a load
    10 browser-a load
    20 browser-a reload
    30 browser-a force
    3700 origin change
    3710 browser-a back`,
  opening: { kind: 'shown', what: 'reload' },
  breakpoints: {
    loaded: { kind: 'shown', what: 'load' },
    reloaded: { kind: 'shown', what: 'reload' },
    forced: { kind: 'shown', what: 'force' },
    'went-back': { kind: 'shown', what: 'back' },
  },
});

/** Nobody may be asked: a cache without a copy says 504. */
export const onlyIfCached = scenario('only-if-cached', {
  parameters: { headers: 'Cache-Control: max-age=30', users: 1 },
  clicks: `0 browser-a cached
    10 browser-a load
    20 browser-a cached
    60 browser-a cached`,
  opening: { kind: 'shown', status: 504 },
  breakpoints: {
    nothing: { kind: 'shown', status: 504 },
    stored: { kind: 'shown', what: 'cached', status: 200 },
    'too-old': { kind: 'decide', reason: 'http.use-stale' },
  },
});
