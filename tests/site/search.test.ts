import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtIndex } from '#tests/search/built-index.ts';
import { en } from '#tests/search/evaluation/en.ts';
import { ko } from '#tests/search/evaluation/ko.ts';

const dist = join(import.meta.dirname, '../../dist');

/** Place of the first page that answers, from 1; Infinity where none was found. */
const placeOf = (found: readonly string[], pages: readonly string[]): number => {
  const at = found.findIndex((url) => pages.includes(url));
  return at < 0 ? Infinity : at + 1;
};

describe.each([
  ['ko', ko],
  ['en', en],
] as const)('queries on the %s site', async (lang, expected) => {
  const { find, bytesFor } = await builtIndex(dist, lang);
  const asked = Object.entries(expected).flatMap(([query, slugs]) =>
    slugs === undefined ? [] : [{ query, pages: [slugs].flat().map((slug) => `/${lang}/qa/${slug}/`) }],
  );
  const met: { query: string; place: number; found: readonly string[] }[] = [];
  for (const { query, pages } of asked) {
    const found = (await find(query)).map(({ url }) => url);
    met.push({ query, place: placeOf(found, pages), found: found.slice(0, 3) });
  }
  const within = (most: number) => met.filter(({ place }) => place <= most).length / met.length;
  const reciprocal = met.reduce((sum, { place }) => sum + 1 / place, 0) / met.length;
  const missed = met
    .filter(({ place }) => place > 1)
    .map(({ query, place, found }) => `${query}: ${place}, before it ${found.join(' ')}`);
  console.info(
    `${lang}: ${met.length} queries, success at 1 ${within(1).toFixed(3)}, at 3 ${within(3).toFixed(3)}, ` +
      `mean reciprocal rank ${reciprocal.toFixed(3)}\n${missed.join('\n')}`,
  );

  it('finds the page among the first three for 95 of 100', () =>
    expect(within(3), missed.join('\n')).toBeGreaterThanOrEqual(0.95));
  it('has it first so often that the mean reciprocal rank is 0.9', () =>
    expect(reciprocal, missed.join('\n')).toBeGreaterThanOrEqual(0.9));
  it.each(Object.keys(expected).filter((query) => expected[query] === undefined))(
    'finds nothing for %s',
    async (query) => expect(await find(query)).toEqual([]),
  );
  it('fetches at most 150 KB of index for a first query, be it of many words', async () => {
    const long = Object.keys(expected).sort((a, b) => b.split(' ').length - a.split(' ').length);
    for (const query of long.slice(0, 12)) expect(await bytesFor(query), query).toBeLessThan(150_000);
  });
});

it.each([
  ['ko', 'SIEVE', '/ko/glossary/#sieve'],
  ['en', 'SIEVE', '/en/glossary/#sieve'],
  ['ko', '비용', '/ko/qa/three-way-handshake/#cost'],
])('%s: %s jumps to %s', async (lang, query, place) => {
  const found = await (await builtIndex(dist, lang)).find(query);
  expect(found.flatMap(({ jumps }) => jumps.map(({ url }) => url))).toContain(place);
});

it('says in one line what a page found by its other names is about', async () => {
  const [first] = await (await builtIndex(dist, 'en')).find('쓰리웨이');
  expect(first?.excerpt).toContain('SYN, SYN-ACK and ACK');
});

it("ships Pagefind's search without its interface", () => {
  const names = readdirSync(join(dist, 'pagefind'));
  expect(names.filter((name) => /ui|highlight|playground/.test(name))).toEqual([]);
  expect(names).toContain('pagefind-worker.js');
});
