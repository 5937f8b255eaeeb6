import { describe, expect, test } from 'vitest';
import { setupOf, type Setup } from '#player/model.ts';
import { decodeShare, encodeShare } from '#player/share.ts';
import { curveOf, measuredOf, scaleOf } from '#sandboxes/cache-policy/curve-setup.ts';
import { cachePolicy as model } from '#sandboxes/cache-policy/model.ts';
import {
  keysIn,
  LONGEST_KEY,
  MOST_FILE_KEYS,
  numbered,
  readList,
  shortNames,
} from '#sandboxes/cache-policy/own-list.ts';
import { MOST_LIST_BYTES } from '#sandboxes/cache-policy/parameters.ts';

const withList = (keys: string): Setup => {
  const setup = setupOf(model, 'own-list');
  return { ...setup, parameters: { ...setup.parameters, keys } };
};
const asked = (setup: Setup) =>
  model.run(setup).events.flatMap((event) => (event.kind === 'request' ? [event.key] : []));

describe('keys in a text', () => {
  test.each([
    ['A B  C', ['A', 'B', 'C']],
    ['A,B, C', ['A', 'B', 'C']],
    ['/a b\n/c\r\n\n /a b ', ['/a b', '/c', '/a b']],
    ['사과 배 사과', ['사과', '배', '사과']],
    ['/only one\n', ['/only one']],
    [' , ', ['∅']],
  ])('%j', (text, keys) => expect(keysIn(text)).toEqual(keys));

  test('are numbered as they first come', () => {
    expect(numbered(['x', 'y', 'x'])).toEqual({ keys: Int32Array.of(0, 1, 0), names: ['x', 'y'] });
  });

  test('are written as they are where all are short, else by number', () => {
    expect([...shortNames(['A', 'abc', '사과나'])]).toEqual([
      ['A', 'A'],
      ['abc', 'abc'],
      ['사과나', '사과나'],
    ]);
    expect([...shortNames(['A', '/index'])]).toEqual([
      ['A', '1'],
      ['/index', '2'],
    ]);
  });
});

describe('a file', () => {
  test('that a link can hold is taken whole', () => {
    const found = readList('\uFEFF/a\r\n/b\n\n/a', 100);
    expect(found).toMatchObject({ head: '/a\n/b\n/a\n', headKeys: 3, whole: true });
    expect(keysIn('/a\n/b\n/a\n')).toEqual(['/a', '/b', '/a']);
  });

  test('that is longer gives its beginning, in whole lines and measured in bytes', () => {
    const found = readList('가나\n다\n라라라\n', 11);
    expect(found).toMatchObject({ head: '가나\n다\n', headKeys: 2, whole: false });
    expect('code' in found || found.requests.keys.length).toBe(3);
  });

  test.each([
    ['', { code: 'empty' }],
    ['\n \r\n', { code: 'empty' }],
    ['a\nPNG\0\0', { code: 'not-text' }],
    ['a\n\uFFFD\uFFFD', { code: 'not-text' }],
    [`a\n${'x'.repeat(LONGEST_KEY + 1)}`, { code: 'long-key', line: 2 }],
    ['a\n'.repeat(MOST_FILE_KEYS + 1), { code: 'too-many' }],
  ])('%#: is refused with %j', (text, fault) => expect(readList(text, 100)).toEqual(fault));
});

describe("the reader's own list", () => {
  test('is what the caches are asked for, with its own names', () => {
    expect(asked(withList('/a\n/b\n/a\n/c'))).toEqual(['/a', '/b', '/a', '/c']);
  });

  test('is stepped through as far as the number of requests goes, and measured whole', () => {
    const setup = withList(Array.from({ length: 500 }, (_, i) => `k${i % 7}`).join(' '));
    expect(asked(setup).length).toBe(120);
    expect(measuredOf(setup).keys.length).toBe(500);
    expect(scaleOf(setup)).toEqual({ objects: 7, requests: 500 });
    const curve = curveOf(measuredOf(setup), ['lru']);
    curve.advance(Infinity);
    expect(curve.points.at(-1)).toEqual({ policy: 'lru', capacity: 7, hits: 493, requests: 500 });
  });

  test('as long as it may be, goes through a link and back', async () => {
    const lines = Array.from({ length: 1200 }, (_, i) => `${(i * 7919) % 9973}-k`).join('\n');
    const found = readList(lines, MOST_LIST_BYTES);
    expect('code' in found || found.whole).toBe(false);
    const setup = withList('code' in found ? '' : found.head);
    const link = await encodeShare(model, { setup, playhead: 3 });
    expect(await decodeShare(model, link)).toEqual({ setup, playhead: 3 });
  });
});
