import { describe, expect, it } from 'vitest';
import { amountIn } from '#i18n/amount.ts';
import { grade, refuse } from '#quiz/core/kinds.ts';
import { matches } from '#quiz/core/written.ts';
import { number, short } from './build.ts';

it.each(['Host', 'host', 'hos', 'coins'])(
  '%s is typed, though no keyboard makes Hangul of its keys',
  (typed) => {
    expect(matches(typed, [typed])).toBe(true);
    expect(matches(typed, ['캐시'])).toBe(false);
  },
);

describe('a typed number', () => {
  it.each<[string, string | undefined, number | string]>([
    ['1460', undefined, 1460],
    ['1,460', undefined, 1460],
    ['1 460', undefined, 1460],
    ['1_460', undefined, 1460],
    ['１４６０', undefined, 1460],
    ['  1460  ', undefined, 1460],
    ['1460.', undefined, 1460],
    ['-3', undefined, -3],
    ['−3', undefined, -3],
    ['1e3', undefined, 1000],
    ['약 1460', undefined, 1460],
    ['~1460', undefined, 1460],
    ['6만 5535', undefined, 65535],
    ['6만5,535개', '개', 65535],
    ['2천', undefined, 2000],
    ['3억', undefined, 300_000_000],
    ['1460바이트', '바이트', 1460],
    ['1460 바이트입니다.', '바이트', 1460],
    ['1460 bytes', '바이트', 1460],
    ['1460 B', 'bytes', 1460],
    ['1.5 KB', 'bytes', 1500],
    ['1.5 KiB', 'bytes', 1536],
    ['16 b', 'bytes', 2],
    ['200 ms', 'ms', 200],
    ['0.2초', 'ms', 200],
    ['0.2 s', '밀리초', 200],
    ['200000 µs', 'ms', 200],
    ['3 minutes', 's', 180],
    ['10 Mbps', 'kbit/s', 10_000],
    ['85%', '%', 85],
    ['85', '%', 85],
    ['85 퍼센트', '%', 85],
    ['2번', '번', 2],
    ['2 times', '번', 2],
    ['1.5 RTT', 'RTT', 1.5],
    ['200 ms', 'bytes', 'other-unit'],
    ['200 ms', undefined, 'other-unit'],
    ['14,60', undefined, 'not-a-number'],
    ['1,4', undefined, 'not-a-number'],
    ['1.2.3', undefined, 'not-a-number'],
    ['12-14', undefined, 'not-a-number'],
    ['two', undefined, 'not-a-number'],
    ['', undefined, 'not-a-number'],
    ['Infinity', undefined, 'not-a-number'],
    ['<b>1</b>', undefined, 'not-a-number'],
  ])('%j asked in %s is %s', (typed, unit, expected) => expect(amountIn(typed, unit)).toBe(expected));

  it('knows the mistakes that people make', () => {
    expect(grade(number, '1500')).toMatchObject({
      score: 0,
      mistake: 'headers count too',
      key: '1,460바이트',
    });
    expect(grade(number, '1,460 bytes')).toMatchObject({ score: 1, mistake: undefined });
  });
  it.each([
    ['바이트', '1,460바이트'],
    ['%', '1,460%'],
    ['ms', '1,460 ms'],
    [undefined, '1,460'],
  ])('says the right answer with its unit (%s)', (unit, key) => {
    const { unit: _, ...plain } = number;
    expect(grade(unit === undefined ? plain : { ...plain, unit }, '1').key).toBe(key);
  });
  it.each([
    ['1450', 0],
    ['1451', 1],
    ['1469', 1],
    ['1470', 0],
  ])('with a tolerance of 9 %s scores %d', (typed, score) => {
    expect(grade({ ...number, tolerance: 9 }, typed).score).toBe(score);
  });
  it.each([
    ['', 'empty'],
    ['  ', 'empty'],
    ['many', 'not-a-number'],
    ['3 ms', 'other-unit'],
    ['3', undefined],
  ])('%j is refused as %s', (typed, refusal) => expect(refuse(number, typed)).toBe(refusal));
});

describe('a typed word', () => {
  const accepted = ['TIME-WAIT', '3방향 핸드셰이크', 'three-way handshake', '캐시', '회로'];
  it.each([
    ['TIME-WAIT', true],
    ['time wait', true],
    ['TIME_WAIT', true],
    ['timewait', true],
    ['time‑wait', true],
    ['ＴＩＭＥ－ＷＡＩＴ', true],
    ['TIME-WAIT입니다.', true],
    ['TIME-WAIT이에요', true],
    ['TIME-WAIT 이라고 합니다', true],
    ['the three-way handshake', true],
    ['Three Way Handshake', true],
    ['3방향핸드셰이크', true],
    ['3방향 핸드셰이크를', true],
    ['캐시', true],
    ['캐시'.normalize('NFD'), true],
    ['캐시가', true],
    ['"캐시"', true],
    ['zotl', true],
    ['회로', true],
    ['회', false],
    ['캐', false],
    ['TIME', false],
    ['', false],
    ['는', false],
    ['the', false],
  ])('%j: %s', (typed, expected) => expect(matches(typed, accepted)).toBe(expected));

  it('reads Latin letters typed on the Korean layout', () => {
    expect(matches('ㅁ차', ['ACK'])).toBe(true);
    expect(matches('묘ㅜ', ['SYN'])).toBe(false);
    expect(matches('뇨ㅜ', ['SYN'])).toBe(true);
  });
  it('accepts either language on either page', () => {
    expect(grade(short, '핸드쉐이크').score).toBe(1);
    expect(grade(short, 'Hand-Shake').score).toBe(1);
  });
  it('knows the mistakes that people make', () => {
    expect(grade(short, '종료')).toMatchObject({
      score: 0,
      mistake: 'that is the end',
      key: '핸드셰이크 · handshake',
    });
  });
});
