import { describe, expect, it } from 'vitest';
import { duration, format } from '#i18n/format.ts';

describe('a sentence from content', () => {
  it.each([
    ['en', '{host} sends {n} bytes', { host: 'client', n: 1460 }, 'client sends 1,460 bytes'],
    ['en', 'seq {seq:plain}', { seq: 123456 }, 'seq 123456'],
    ['en', 'checksum {sum:hex}', { sum: 0x2f }, 'checksum 0x002f'],
    ['en', '{unknown} stays', {}, '{unknown} stays'],
    ['ko', '{host:은/는} 기다립니다', { host: '서버' }, '서버는 기다립니다'],
    ['ko', '{host:은/는} 기다립니다', { host: '소켓' }, '소켓은 기다립니다'],
    ['ko', '{flag:을/를} 보냅니다', { flag: 'SYN' }, 'SYN을 보냅니다'],
    ['ko', '{n:으로/로} 바뀝니다', { n: 1 }, '1로 바뀝니다'],
    ['ko', '{n:으로/로} 바뀝니다', { n: 2 }, '2로 바뀝니다'],
    ['ko', '{n:으로/로} 바뀝니다', { n: 3 }, '3으로 바뀝니다'],
    ['ko', '{n:은/는}', { n: 1000 }, '1,000은'],
    ['ko', '{key:은/는}', { key: 'A' }, 'A는'],
    ['ko', '{key:으로/로}', { key: 'L' }, 'L로'],
    ['ko', '{key:이/가}', { key: 'N' }, 'N이'],
    ['ko', '{edge:이/가} 압니다', { edge: '서울 엣지(B)' }, '서울 엣지(B)가 압니다'],
    ['ko', '{edge:으로/로} 갑니다', { edge: '서울 엣지(L)' }, '서울 엣지(L)로 갑니다'],
    ['ko', '{user:으로/로} 갑니다', { user: '브라우저 A' }, '브라우저 A로 갑니다'],
    ['ko', '{path:을/를} 요청합니다', { path: '/image-11.webp' }, '/image-11.webp를 요청합니다'],
    ['ko', '{path:이/가} 멈춥니다', { path: '/' }, '/가 멈춥니다'],
    ['ko', '{url:을/를} 엽니다', { url: 'https://example.com/news' }, 'https://example.com/news를 엽니다'],
    ['ko', '{name:이/가} 왔습니다', { name: 'Zzyzx' }, 'Zzyzx이(가) 왔습니다'],
  ] as const)('%s: %s', (lang, template, values, expected) =>
    expect(format(template, values, lang)).toBe(expected),
  );
});

describe('a duration', () => {
  it.each([
    [0, '0 ns'],
    [250_000, '250 µs'],
    [40_000_000, '40 ms'],
    [1_204_000_000, '1.204 s'],
  ])('%d ns is %s', (ns, expected) => expect(duration(ns)).toBe(expected));
});
