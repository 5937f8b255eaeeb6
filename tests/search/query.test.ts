import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { lastResorts, marksOf, normalize, readings } from '#search/core/query.ts';

test.each([
  ['  TCP   Handshake? ', 'tcp handshake'],
  ['ＴＣＰ', 'tcp'],
  ['소켓이란?', '소켓이란'],
  ['소켓'.normalize('NFD'), '소켓'],
  ['“3-way”', '3-way'],
])('%j is normalised to %j', (typed, normal) => expect(normalize(typed)).toBe(normal));

describe('readings of a query', () => {
  test.each([
    ['소켓', ['소켓']],
    ['소켓이란', ['소켓이란', '소켓']],
    ['소켓이란 무엇인가요?', ['소켓이란', '소켓']],
    ['흐름 제어', ['흐름 제어', '흐름제어']],
    ['thzpt', ['thzpt', '소켓']],
    ['thzptdms', ['thzptdms', '소켓은', '소켓']],
    ['ㅅ체', ['ㅅ체', 'tcp']],
    ['gosemtPdlzm', ['gosemtpdlzm', '핸드셰이크']],
    ['What is a socket?', ['socket']],
    ['how does a server know when to close', ['server know close']],
    ['what is', ['what is']],
    ['', []],
  ])('%j -> %j', (typed, texts) => expect(readings(typed).map(({ text }) => text)).toEqual(texts));

  it('begins with what was typed and names nothing twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        const texts = readings(typed).map(({ text }) => text);
        expect(new Set(texts).size).toBe(texts.length);
        if (normalize(typed) !== '') expect(texts[0]).toBe(normalize(typed));
      }),
    );
  });
});

test.each([
  ['핸드셰이킹', ['핸드셰이', '핸드셰', '핸드', 'gosemtpdlzld']],
  ['운', ['dns']],
  ['syn', []],
])('last resorts of %j: %j', (typed, texts) =>
  expect(lastResorts(typed).map(({ text }) => text)).toEqual(texts),
);

test.each([
  ['소켓이란 무엇인가요', ['소켓이란', '소켓']],
  ['what is a handshake', ['handshake']],
  ['ㅅㅋ', []],
])('%j marks %j on the page', (typed, marks) => expect(marksOf(typed)).toEqual(marks));
