import { scenario } from './scenario.ts';

/** A POST invalidates what it passes through; the other user's browser hears nothing of it. */
export const post = scenario('post', {
  parameters: { headers: 'Cache-Control: max-age=300' },
  clicks: `0 browser-a load
    10 browser-b load
    20 browser-a post
    30 browser-a load
    40 browser-b load`,
  opening: { kind: 'learn', where: 'proxy', reason: 'http.invalidated' },
  breakpoints: {
    changed: { kind: 'origin', status: 204 },
    invalidated: { kind: 'learn', where: 'browser-a', reason: 'http.invalidated' },
    'own-new': { kind: 'shown', click: 3 },
    'other-old': { kind: 'shown', user: 'b', outdated: true },
  },
});

/** The CDN serves an old file, the operator purges, and users still see it: there are other caches. */
export const purge = scenario('purge', {
  parameters: { headers: 'Cache-Control: max-age=3600', proxy: false },
  clicks: `0 browser-a load
    60 origin change
    120 browser-b load
    180 gateway purge
    240 browser-b load
    300 browser-b reload`,
  opening: { kind: 'click', where: 'gateway' },
  breakpoints: {
    'old-file': { kind: 'shown', user: 'b', outdated: true },
    purged: { kind: 'click', where: 'gateway' },
    'still-old': { kind: 'shown', click: 4 },
    'new-at-last': { kind: 'shown', what: 'reload' },
  },
});
