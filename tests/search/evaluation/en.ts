import type { Expected } from './expected.ts';

const handshake = '/en/qa/three-way-handshake/';
const caching = '/en/qa/what-is-caching/';
const eviction = '/en/qa/cache-eviction/';

/** What a reader of the English site types -> the page that answers it; more queries come with every question. */
export const en: Expected = {
  handshake,
  'three-way handshake': handshake,
  'three way handshake': handshake,
  '3-way': handshake,
  '3way': handshake,
  '3 way handshake': handshake,
  'what is a three-way handshake?': handshake,
  'How does TCP open a connection': handshake,
  handshaking: handshake,
  SYN: handshake,
  'syn-ack': handshake,
  ISN: handshake,
  'initial sequence number': handshake,
  cache: caching,
  'cache hit': caching,
  'cache hits': caching,
  'what is caching': caching,
  'hit ratio': caching,
  locality: caching,
  LRU: eviction,
  eviction,
  // Korean on the English site
  핸드셰이크: handshake,
  쓰리웨이: handshake,
  캐시: caching,
  캐쉬: caching,
  적중률: caching,
  // nothing to find
  zzzzqq: undefined,
  // the pages' own subjects
  EADDRINUSE: '/en/qa/reuseaddr-reuseport/',
  TIME_WAIT: '/en/qa/time-wait/',
  'ephemeral ports': '/en/qa/port-ranges/',
  'flow control': { page: '/en/qa/flow-control/', within: 2 },
  'congestion control': '/en/qa/congestion-control/',
  'no-cache': '/en/qa/http-caching-headers/',
  'accept queue': '/en/qa/listening-vs-connected-socket/',
  'keep-alive': '/en/qa/keep-alive/',
};
