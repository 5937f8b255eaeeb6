import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { consonants, tails, vocabulary } from '#search/core/augment.ts';
import { jumps, marksAt, pieces, rank, ranges, type Place } from '#search/core/rank.ts';

describe('pages that were found', () => {
  const lists = [
    {
      weight: 1,
      hits: [
        { id: 'a', score: 0.2 },
        { id: 'b', score: 0.5 },
      ],
    },
    {
      weight: 0.5,
      hits: [
        { id: 'a', score: 2 },
        { id: 'c', score: 0.1 },
      ],
    },
  ];
  const ids = (named: Record<string, number>) =>
    rank(lists, new Map(Object.entries(named).map(([id, score]) => [id, { score }]))).map(({ id }) => id);

  it('come once each, with the best score of all readings', () => expect(ids({})).toEqual(['a', 'b', 'c']));
  it('come first where the query names them', () => expect(ids({ c: 1 })).toEqual(['c', 'a', 'b']));
  it('come before all where the query is their name and nothing else', () =>
    expect(ids({ a: 1, c: 2 })).toEqual(['c', 'a', 'b']));
  it('need not be in the index to be named', () =>
    expect(rank(lists, new Map([['d', { score: 1 }]])).map(({ id, hit }) => [id, hit?.id])).toEqual([
      ['d', undefined],
      ['a', 'a'],
      ['b', 'b'],
      ['c', 'c'],
    ]));
});

describe('headings to jump to', () => {
  const place = (title: string, url: string, weight: number): Place => ({ title, url, weight, excerpt: '' });
  it('leaves the page itself out and puts a heading that names the word first', () => {
    const found = jumps(
      [
        place('Page', '/p/', 9),
        place('Losses', '/p/#loss', 5),
        place('Why SYN', '/p/#syn', 1),
        place('End', '/p/#end', 2),
      ],
      ['syn'],
    );
    expect(found.map(({ url }) => url)).toEqual(['/p/#syn', '/p/#loss', '/p/#end']);
  });
});

test.each([
  [
    'a <mark>b</mark> c',
    [
      ['a ', false],
      ['b', true],
      [' c', false],
    ],
  ],
  ['<mark>b</mark>', [['b', true]]],
  ['&lt;img onerror=x&gt;', [['<img onerror=x>', false]]],
])('excerpt %j as pieces of text', (excerpt, expected) => {
  expect(pieces(excerpt).map(({ text, marked }) => [text, marked])).toEqual(expected);
});

test.each([
  [
    'SYN과 syn',
    ['syn'],
    [
      [0, 3],
      [5, 8],
    ],
  ],
  ['소켓이란', ['소켓이란', '소켓'], [[0, 4]]],
  ['abc', ['x'], []],
])('%j marks %j at %j', (text, marks, expected) => expect(ranges(text, marks)).toEqual(expected));

test.each([
  ['a <mark>SYN,</mark> b', ['syn'], ['syn']],
  ['<mark>소켓이란</mark>', ['소켓이란', '소켓'], ['소켓이란', '소켓']],
  ['<mark>(handshake).</mark> <mark>Handshakes</mark>', ['handshaking'], ['handshake', 'handshakes']],
  ['no hit', ['x'], []],
])('in %j, asked for %j, %j is marked', (excerpt, asked, marks) =>
  expect(marksAt(excerpt, asked)).toEqual(marks),
);

it('ranges never overlap and stay in the text', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'b', 'c') }),
      fc.array(fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 3 })),
      (text, marks) => {
        let end = 0;
        for (const [from, to] of ranges(text, marks)) {
          expect(from >= end && to > from && to <= text.length).toBe(true);
          end = to;
        }
      },
    ),
  );
});

describe('forms added to the index', () => {
  const known = vocabulary(['연결형과 비연결형', '연결형 소켓 캐시 비연결형']);
  test.each([
    ['비연결형은 다르다', ['연결형'], ['ㅂㅇㄱㅎ']],
    ['소켓은 소켓', [], ['ㅅㅋ']],
    ['unknown 낱말', [], []],
  ])('%j -> %j and %j', (text, ends, letters) => {
    expect(tails(text, known)).toEqual(ends);
    expect(consonants(text, known)).toEqual(letters);
  });
});
