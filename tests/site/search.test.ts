import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtIndex } from '#tests/search/built-index.ts';
import { en } from '#tests/search/evaluation/en.ts';
import { ko } from '#tests/search/evaluation/ko.ts';

const dist = join(import.meta.dirname, '../../dist');

describe.each([
  ['ko', ko],
  ['en', en],
] as const)('queries on the %s site', async (lang, expected) => {
  const find = await builtIndex(dist, lang);
  it.each(Object.entries(expected))('%s', async (query, page) => {
    const found = (await find(query)).map(({ url }) => url);
    if (typeof page === 'object') expect(found.slice(0, page.within)).toContain(page.page);
    else expect(found[0]).toBe(page);
  });
});

it.each([
  ['ko', 'SIEVE', '/ko/glossary/#sieve'],
  ['en', 'SIEVE', '/en/glossary/#sieve'],
  ['ko', '비용', '/ko/qa/three-way-handshake/#cost'],
])('%s: %s jumps to %s', async (lang, query, place) => {
  const found = await (await builtIndex(dist, lang))(query);
  expect(found.flatMap(({ jumps }) => jumps.map(({ url }) => url))).toContain(place);
});

it('says in one line what a page found by its other names is about', async () => {
  const [first] = await (await builtIndex(dist, 'en'))('쓰리웨이');
  expect(first?.excerpt).toContain('SYN, SYN-ACK and ACK');
});

it("ships Pagefind's search without its interface", () => {
  const names = readdirSync(join(dist, 'pagefind'));
  expect(names.filter((name) => /ui|highlight|playground/.test(name))).toEqual([]);
  expect(names).toContain('pagefind-worker.js');
});

// Known to be missed since the Korean site has more than twenty answers: Pagefind fills a chunk of its index by places, and Korean
// words have few each, so that the largest chunk is 185 KB. Passing again, it says so here.
it.fails('loads at most 150 KB of index for a first query', () => {
  const folder = join(dist, 'pagefind');
  const size = (path: string) => statSync(join(folder, path)).size;
  const largest = (under: string) =>
    Math.max(...readdirSync(join(folder, under)).map((name) => size(join(under, name))));
  const wasm = Math.max(size('wasm.unknown.pagefind'), size('wasm.en.pagefind'));
  const meta = Math.max(
    ...readdirSync(folder)
      .filter((name) => name.endsWith('.pf_meta'))
      .map(size),
  );
  expect(wasm + meta + largest('index')).toBeLessThan(150_000);
});
