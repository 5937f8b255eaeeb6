import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { byName, type Named } from '#search/core/names.ts';

const page = (id: string, names: readonly string[], title = id): Named => ({
  ...{ id, title, names, asked: [] },
  ...{ url: `/en/qa/${id}/`, topic: 'tcp', level: 'core', summary: '' },
});
const find = byName([
  page('socket', ['소켓', 'socket', '쏘켓', 'ㅅㅋ'], '소켓이란 무엇입니까?'),
  page(
    'handshake',
    ['3-way handshake', '핸드셰이크', '핸드쉐이크', 'SYN'],
    'TCP 연결은 왜 세 번 만에 열립니까?',
  ),
  page('close', ['CLOSE-WAIT', '4-way handshake'], 'TCP 연결은 어떻게 닫힙니까?'),
  page('eviction', ['eviction', 'LRU', '캐시 교체'], '캐시가 차면 무엇을 버립니까?'),
  page('cache', ['캐시', 'cache'], '캐시는 무엇입니까?'),
  page('headers', ['Cache-Control'], '캐시 헤더에는 무엇이 있습니까?'),
  page('calls', ['socket API', 'socketapi', 'socketapi'], '소켓 함수는 어떻게 부릅니까?'),
  page('stateless', ['cookie'], '쿠키는 무엇입니까?'),
]);
const first = (query: string) =>
  [...find(query)].sort(([, a], [, b]) => b.score - a.score)[0]?.[0] ?? 'nothing';

describe('names lead to the page that treats them', () => {
  test.each([
    ['소켓', 'socket'],
    ['소켓이란', 'socket'],
    ['SOCKET', 'socket'],
    ['cookies', 'stateless'],
    ['thzpt', 'socket'],
    ['ㅅㅋ', 'socket'],
    ['3 way handshake', 'handshake'],
    ['3way handshake', 'handshake'],
    ['CLOSE_WAIT', 'close'],
    ['캐시교체', 'eviction'],
    ['연결은 어떻게 닫히나요', 'close'],
    // without spaces, and in an order of its own
    ['교체캐시는', 'eviction'],
    ['연결핸드셰이크', 'handshake'],
    // named by all of its words, not by the heaviest of them
    ['캐시 교체 정책', 'eviction'],
    ['cache contorl', 'headers'],
  ])('%s -> %s', (query, id) => expect(first(query)).toBe(id));
});

test.each([
  ['sokcet', 'socket'],
  ['scoket', 'socket'],
  ['핸드셰이그', 'handshake'],
  ['evicton', 'eviction'],
])('%s is a slip for what %s is about', (query, id) => expect(first(query)).toBe(id));

it('takes a name for itself, not for the beginning of another', () => {
  expect(find('socket').get('calls')!.score).toBeLessThanOrEqual(1);
  expect(find('socketap').get('calls')!.score).toBeGreaterThan(1);
});

it('says of a name alone that it is more than words in a title', () => {
  expect(find('소켓').get('socket')!.score).toBeGreaterThan(1);
  expect(find('무엇입니까').get('socket')!.score).toBeLessThanOrEqual(1);
});

test.each(['뷁뷁뷁', 'zzzzqq', '', '?'])('%j names nothing', (query) => expect(find(query).size).toBe(0));

it('takes anything that is typed', () =>
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (query) => {
      for (const { score } of find(query).values()) expect(score).toBeGreaterThan(0);
    }),
  ));
