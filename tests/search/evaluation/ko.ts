import type { Expected } from './expected.ts';

const handshake = '/ko/qa/three-way-handshake/';
const caching = '/ko/qa/what-is-caching/';
const eviction = '/ko/qa/cache-eviction/';

/** What a reader of the Korean site types -> the page that answers it; more queries come with every question. */
export const ko: Expected = {
  // plain words
  핸드셰이크: handshake,
  '3-way 핸드셰이크': handshake,
  'TCP 연결': { page: handshake, within: 3 },
  캐시: caching,
  '캐시 적중률': caching,
  적중률: caching,
  지역성: caching,
  // with particles and questions around
  '핸드셰이크란?': handshake,
  '핸드셰이크는 왜 세 번인가요': handshake,
  SYN이란: handshake,
  '캐시란 무엇인가요?': caching,
  '캐시는 왜 쓰나요': caching,
  캐싱이란: caching,
  적중률은: caching,
  // spacing and hyphens
  '쓰리 웨이 핸드셰이크': handshake,
  쓰리웨이: handshake,
  '3way': handshake,
  '3 way handshake': { page: handshake, within: 2 },
  캐시적중률: caching,
  // spelt otherwise
  핸드쉐이크: handshake,
  핸드셰이킹: handshake,
  캐쉬: caching,
  '캐쉬 히트': caching,
  // initial consonants
  ㅎㄷㅅㅇㅋ: handshake,
  ㅋㅅ: { page: caching, within: 3 },
  ㅈㅈㄹ: caching,
  // the other keyboard layout
  gosemtPdlzm: handshake,
  zotl: caching,
  wjrwndfbf: caching,
  뇨ㅜ: handshake,
  ㅣ겨: eviction,
  // English on the Korean site
  SYN: handshake,
  'three-way handshake': handshake,
  'three way': handshake,
  ISN: handshake,
  'cache hit': caching,
  caching: caching,
  LRU: eviction,
  'hit ratio': caching,
  // nothing to find
  뷁뷁뷁: undefined,
  zzzzqq: undefined,
  // the pages' own subjects
  EADDRINUSE: '/ko/qa/reuseaddr-reuseport/',
  TIME_WAIT: '/ko/qa/time-wait/',
  65535: '/ko/qa/max-connections/',
  흐름제어: { page: '/ko/qa/flow-control/', within: 2 },
  '혼잡 제어': '/ko/qa/congestion-control/',
  네이글: '/ko/qa/flow-control/',
  'accept 큐': '/ko/qa/listening-vs-connected-socket/',
  킵얼라이브: '/ko/qa/keep-alive/',
  CORS: '/ko/qa/websocket-handshake/',
  씨디엔: '/ko/qa/what-is-a-cdn/',
};
