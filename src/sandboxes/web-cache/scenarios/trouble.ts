import type { Scenario } from '#player/model.ts';
import { scenario } from './scenario.ts';

/** The origin answers 503: what is stale stands in for a while, then no longer. */
export const staleIfError = scenario('stale-if-error', {
  parameters: { headers: 'Cache-Control: max-age=30, stale-if-error=120', proxy: false },
  clicks: `0 browser-a load
    40 origin fail
    60 browser-b load
    300 browser-b load`,
  opening: { kind: 'learn', reason: 'http.use-if-error' },
  breakpoints: {
    failed: { kind: 'origin', status: 503 },
    'stands-in': { kind: 'shown', user: 'b', status: 200 },
    'too-late': { kind: 'shown', user: 'b', status: 503 },
  },
});

/** The origin is gone, and must-revalidate leaves nothing to show. */
export const mustRevalidate = scenario('must-revalidate', {
  parameters: { headers: 'Cache-Control: max-age=30, must-revalidate', proxy: false },
  clicks: `0 browser-a load
    10 origin down
    20 browser-b load
    60 browser-b load`,
  opening: { kind: 'shown', status: 504 },
  breakpoints: {
    'still-fresh': { kind: 'shown', user: 'b', status: 200 },
    forbidden: { kind: 'decide', reason: 'http.use-must-revalidate' },
    error: { kind: 'shown', status: 504 },
  },
});

/** 404 is kept too: here for a minute, whatever appears meanwhile. */
export const negative = scenario('negative', {
  parameters: { headers: '', status: '404', etag: 'none', negativeS: 60, proxy: false },
  clicks: `0 browser-a load
    20 browser-b load
    90 browser-b load`,
  opening: { kind: 'decide', where: 'gateway', verdict: 'hit' },
  breakpoints: {
    stored: { kind: 'learn', where: 'gateway' },
    'kept-error': { kind: 'decide', where: 'gateway', verdict: 'hit' },
    'asked-again': { kind: 'shown', click: 2 },
  },
});

const crowd = (id: string, collapse: boolean): Scenario =>
  scenario(id, {
    parameters: { headers: 'Cache-Control: max-age=60', users: 10, proxy: false, collapse, thinkMs: 300 },
    clicks: `0 browser-a load
      90 everyone load`,
    opening: { kind: 'origin', click: 1 },
    breakpoints: {
      together: { kind: 'click', where: 'everyone' },
      ...(collapse ? { waits: { kind: 'decide', verdict: 'wait' } } : {}),
      answered: { kind: 'origin', click: 1 },
    },
  });

/** Ten users at the moment of expiry, every one of them sent on to the origin. */
export const stampede = crowd('stampede', false);
/** The same, and the gateway asks once. */
export const coalesced = crowd('coalesced', true);
