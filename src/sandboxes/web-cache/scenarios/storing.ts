import { scenario } from './scenario.ts';

const TWICE = `0 browser-a load
  10 browser-a load
  20 browser-b load`;

/** May be stored, must be asked about: 304s without bodies. */
export const noCache = scenario('no-cache', {
  parameters: { headers: 'Cache-Control: no-cache' },
  clicks: TWICE,
  opening: { kind: 'origin', status: 304 },
  breakpoints: {
    stored: { kind: 'learn', where: 'browser-a' },
    asks: { kind: 'decide', reason: 'http.use-no-cache' },
    same: { kind: 'origin', status: 304 },
  },
});

/** Nobody keeps anything: the whole body, every time. */
export const noStore = scenario('no-store', {
  parameters: { headers: 'Cache-Control: no-store' },
  clicks: TWICE,
  opening: { kind: 'learn', reason: 'http.store-no-store' },
  breakpoints: {
    'not-stored': { kind: 'learn', reason: 'http.store-no-store' },
    again: { kind: 'shown', click: 1 },
  },
});

/** The page greets its user, and the origin says that anybody may keep it. */
export const leak = scenario('leak', {
  parameters: { headers: 'Cache-Control: max-age=60', differs: 'cookie' },
  clicks: `0 browser-a load
    10 browser-b load`,
  opening: { kind: 'shown', user: 'b' },
  breakpoints: {
    stored: { kind: 'learn', where: 'proxy', reason: 'http.store-max-age' },
    leaked: { kind: 'shown', user: 'b' },
  },
});

/** The same page, said to be private. */
export const privatePage = scenario('private', {
  parameters: { headers: 'Cache-Control: private, max-age=60', differs: 'cookie' },
  clicks: `0 browser-a load
    10 browser-b load
    20 browser-a load`,
  opening: { kind: 'learn', reason: 'http.store-private' },
  breakpoints: {
    'not-shared': { kind: 'learn', reason: 'http.store-private' },
    own: { kind: 'learn', reason: 'http.store-own' },
    'own-hit': { kind: 'shown', user: 'a', click: 2 },
  },
});

/** Authorization keeps shared caches off, unless the response lets them. */
export const authorization = scenario('authorization', {
  parameters: { headers: 'Cache-Control: max-age=60', differs: 'authorization' },
  clicks: `0 browser-a load
    10 browser-b load
    20 browser-a load`,
  opening: { kind: 'learn', reason: 'http.store-authorization' },
  breakpoints: {
    refused: { kind: 'learn', reason: 'http.store-authorization' },
    'own-copy': { kind: 'learn', where: 'browser-a' },
    'other-user': { kind: 'shown', user: 'b' },
  },
});
