import { scenario } from './scenario.ts';

const BOTH = `0 browser-a load
  10 browser-b load
  20 browser-a load
  30 browser-b load`;

/** One address, two languages: Vary tells them apart. */
export const vary = scenario('vary', {
  parameters: {
    headers: 'Cache-Control: s-maxage=60, max-age=0\nVary: Accept-Language',
    differs: 'language',
  },
  clicks: BOTH,
  opening: { kind: 'decide', reason: 'http.forward-vary' },
  breakpoints: {
    'other-variant': { kind: 'decide', reason: 'http.forward-vary' },
    'both-stored': { kind: 'shown', user: 'b' },
    'each-hit': { kind: 'shown', click: 3 },
  },
});

/** The same without Vary: who comes second gets the language of who came first. */
export const varyMissing = scenario('vary-missing', {
  parameters: { headers: 'Cache-Control: max-age=60', differs: 'language' },
  clicks: `0 browser-a load
    10 browser-b load`,
  opening: { kind: 'shown', user: 'b' },
  breakpoints: {
    stored: { kind: 'learn', where: 'proxy' },
    'wrong-language': { kind: 'shown', user: 'b' },
  },
});

/** Vary: * fits no request: stored nowhere. */
export const varyAny = scenario('vary-any', {
  parameters: { headers: 'Cache-Control: max-age=60\nVary: *' },
  clicks: `0 browser-a load
    10 browser-a load`,
  opening: { kind: 'learn', reason: 'http.store-vary-any' },
  breakpoints: {
    'not-stored': { kind: 'learn', reason: 'http.store-vary-any' },
    again: { kind: 'shown', click: 1 },
  },
});

/** A part, then the rest: together they are the whole. */
export const ranges = scenario('ranges', {
  parameters: { headers: 'Cache-Control: max-age=60', users: 1 },
  clicks: `0 browser-a first-half
    10 browser-a second-half
    20 browser-a load`,
  opening: { kind: 'learn', reason: 'http.store-combined' },
  breakpoints: {
    'first-part': { kind: 'shown', what: 'first-half' },
    combined: { kind: 'learn', where: 'browser-a', reason: 'http.store-combined' },
    whole: { kind: 'shown', what: 'load' },
  },
});
