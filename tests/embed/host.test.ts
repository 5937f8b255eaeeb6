import { gzipSync } from 'node:zlib';
import { describe, expect, it, test } from 'vitest';
import { classic } from '#embed/classic.ts';
import { placeOf, readName } from '#embed/place.ts';
import { statementOf } from '#embed/statement.ts';

test('embed.js is one script of at most 3 KB, as sent', async () => {
  const made = [...(await classic('embed', 'embed/host.ts'))];
  expect(made.map(([file]) => file)).toEqual(['embed.js']);
  expect(gzipSync(made[0]![1], { level: 9 }).length).toBeLessThanOrEqual(3 * 1024);
});

test.each([
  ['quiz/what-is-caching', { sort: 'quiz', name: 'what-is-caching' }],
  ['sandbox/tcp-flow/', { sort: 'sandbox', name: 'tcp-flow' }],
  ['quiz/', undefined],
  ['page/what-is-caching', undefined],
  ['quiz/../../ko', undefined],
  ['quiz/a?lang=ko', undefined],
  ['data:text/html,x', undefined],
])('data-keepalive="%s" names %j', (value, named) => expect(readName(value)).toEqual(named));

test('the address of an embed, under a sub-path', () => {
  const asked = { lang: 'en', theme: 'dark', scenario: 'lost-syn' } as const;
  expect(placeOf('https://a.b/net/', { sort: 'sandbox', name: 'tcp-flow' }, asked)).toBe(
    'https://a.b/net/embed/sandbox/tcp-flow/?lang=en&theme=dark&scenario=lost-syn',
  );
});

describe('a result in xAPI’s terms', () => {
  const root = 'https://a.b/net/';
  it('of one item names the item, and says whether it was right', () => {
    const id = 'quiz/what-is-caching';
    expect(
      statementOf(root, {
        type: 'answered',
        id,
        item: 'a',
        success: false,
        scaled: 0.5,
        duration: 'PT12.5S',
      }),
    ).toEqual({
      verb: { id: 'http://adlnet.gov/expapi/verbs/answered', display: { 'en-US': 'answered' } },
      object: {
        objectType: 'Activity',
        id: 'https://a.b/net/embed/quiz/what-is-caching/?item=a',
        definition: { type: 'http://adlnet.gov/expapi/activities/question' },
      },
      result: { completion: true, success: false, score: { scaled: 0.5 }, duration: 'PT12.5S' },
    });
  });
  it.each([
    ['quiz/x', 'assessment'],
    ['sandbox/x', 'simulation'],
  ])('of the whole %s is that of an %s', (id, kind) => {
    const { object, result } = statementOf(root, { type: 'completed', id, scaled: 1, duration: 'PT90S' });
    expect(object).toMatchObject({
      id: `https://a.b/net/embed/${id}/`,
      definition: { type: `http://adlnet.gov/expapi/activities/${kind}` },
    });
    expect(result).toEqual({ completion: true, score: { scaled: 1 }, duration: 'PT90S' });
  });
});
