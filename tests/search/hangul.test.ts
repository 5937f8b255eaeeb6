import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { initials, otherLayout, shortened, splitClusters, stems } from '#search/core/hangul.ts';

describe('a word without its particle', () => {
  test.each([
    ['소켓이란', '소켓'],
    ['소켓은', '소켓'],
    ['포트는', '포트'],
    ['포트에서는', '포트'],
    ['캐시란', '캐시'],
    ['캐시로', '캐시'],
    ['패킷으로', '패킷'],
    ['서버에게', '서버'],
    ['연결을', '연결'],
    ['연결로', '연결'],
    ['핸드셰이크하는', '핸드셰이크'],
    ['TCP는', 'TCP'],
    ['3-way의', '3-way'],
  ])('%s -> %s', (word, stem) => expect(stems(word)[0]).toBe(stem));

  // the sound before it rules the particle out: 가 needs an open syllable, 이 a closed one
  test.each(['평가', '차이', '캐시', '소켓', '핸드셰이크', '재전송'])('%s stays whole', (word) =>
    expect(stems(word)).toEqual([]),
  );

  it('always leaves a beginning of the word', () => {
    const syllable = fc.integer({ min: 0xac00, max: 0xd7a3 }).map((code) => String.fromCharCode(code));
    fc.assert(
      fc.property(fc.array(syllable, { minLength: 1, maxLength: 8 }), (syllables) => {
        const word = syllables.join('');
        for (const stem of stems(word))
          expect(stem.length > 0 && stem.length < word.length && word.startsWith(stem)).toBe(true);
      }),
    );
  });
});

describe('the same keys on the other layout', () => {
  test.each([
    ['thzpt', '소켓'],
    ['zotl', '캐시'],
    ['wjrwndfbf', '적중률'],
    ['gosemtPdlzm', '핸드셰이크'],
    ['ㅅ체', 'tcp'],
    ['뇨ㅜ', 'syn'],
    ['ㅗㅅ세', 'http'],
  ])('%s -> %s', (typed, meant) => expect(otherLayout(typed)).toBe(meant));

  test.each(['tcp', 'syn', 'socket', 'host', 'cache', 'lru', '3-way', 'ㅅㅋ'])('%s is no slip', (typed) =>
    expect(otherLayout(typed)).toBeUndefined(),
  );
});

test.each([
  ['소켓', 'ㅅㅋ'],
  ['핸드셰이크', 'ㅎㄷㅅㅇㅋ'],
  ['TCP', ''],
])('initial consonants of %s: %s', (word, consonants) => expect(initials(word)).toBe(consonants));

test('two consonants that the keyboard joined are two again', () =>
  expect(splitClusters('ㄳ ㅄ')).toBe('ㄱㅅ ㅂㅅ'));

test.each([
  ['핸드셰이킹', ['핸드셰이', '핸드셰', '핸드']],
  ['캐시', []],
  ['caching', []],
])('%s shortened: %j', (word, forms) => expect(shortened(word)).toEqual(forms));
