import { describe, expect, test } from 'vitest';
import { files, text } from './tree.ts';

/** Both languages say the same things: same files, same keys, the same values put into a sentence. */

type Texts = Record<string, unknown>;

/** ['content/ui/ko/site.json', 'content/ui/en/site.json'], ['content/reasons/tcp.ko.json', ...], ['content/sandboxes/x/ko.json', ...]. */
const pairs = [
  ...new Set(
    files
      .filter((path) => /^content\/(ui|reasons|sandboxes)\/.*\.json$/.test(path))
      .map((path) => path.replace(/(^|[/.])(ko|en)([/.])/, '$1<lang>$3')),
  ),
];
const read = (pair: string, lang: string): Texts => JSON.parse(text(pair.replace('<lang>', lang))) as Texts;
const placeholders = (value: unknown): string[] =>
  [...new Set([...String(value).matchAll(/\{([\w.-]+)(?::[^}]+)?\}/g)].map((match) => match[1]!))].sort();

test('every such file is in a language', () => {
  expect(pairs.length).toBeGreaterThan(0);
  expect(
    pairs.filter((pair) => !pair.includes('<lang>')),
    'name it <area>.<lang>.json or put it under <lang>/',
  ).toEqual([]);
});

describe.each(pairs)('%s', (pair) => {
  test('stands in both languages with the same keys', () => {
    for (const lang of ['ko', 'en']) expect(files).toContain(pair.replace('<lang>', lang));
    expect(Object.keys(read(pair, 'ko')).sort()).toEqual(Object.keys(read(pair, 'en')).sort());
  });

  test('is flat, says something under every key, and puts the same values in', () => {
    const ko = read(pair, 'ko');
    const en = read(pair, 'en');
    const empty = Object.entries({ ...ko, ...en }).flatMap(([key, value]) =>
      typeof value === 'string' && value.trim() !== '' ? [] : [key],
    );
    expect(empty).toEqual([]);
    const unlike = Object.keys(ko).flatMap((key) => {
      const [inKo, inEn] = [placeholders(ko[key]), placeholders(en[key])];
      return inKo.join() === inEn.join() ? [] : [`${key}: ko puts in {${inKo.join()}}, en {${inEn.join()}}`];
    });
    expect(unlike).toEqual([]);
  });
});
