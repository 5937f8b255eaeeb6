import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { attribute, base, dist, files, named, pages, questionPages, textOf, type Built } from './pages.ts';

const policyOf = (page: Built) =>
  attribute(
    named(page, 'meta').find((one) => attribute(one, 'http-equiv') === 'content-security-policy')!,
    'content',
  ) ?? '';
const linked = (page: Built, rel: string) =>
  named(page, 'link').filter((one) => attribute(one, 'rel') === rel);
const indexed = pages.filter(
  (page) =>
    !named(page, 'meta').some(
      (one) => attribute(one, 'name') === 'robots' && attribute(one, 'content') === 'noindex',
    ),
);

describe.each(pages)('$file', (page) => {
  test('has a strict policy, and nothing inline that would need an exception', () => {
    const directives = new Map(
      policyOf(page)
        .split(';')
        .map((one) => [one.trim().split(' ')[0]!, one.trim().split(/\s+/).slice(1)]),
    );
    expect(directives.get('script-src')).toEqual(["'self'", "'wasm-unsafe-eval'"]);
    expect(directives.get('default-src')).toEqual(["'self'"]);
    expect(directives.get('object-src')).toEqual(["'none'"]);
    expect(directives.get('base-uri')).toEqual(["'none'"]);
    expect(directives.get('style-src-elem') ?? directives.get('style-src')).toEqual(["'self'"]);
    const data = ['application/json', 'application/ld+json', 'text/plain'];
    const inline = named(page, 'script').filter(
      (one) => attribute(one, 'src') === undefined && !data.includes(attribute(one, 'type') ?? ''),
    );
    expect(inline.map(textOf)).toEqual([]);
    expect(named(page, 'style').map(textOf)).toEqual([]);
    expect(
      page.elements.flatMap((one) =>
        one.attrs.filter(({ name }) => name.startsWith('on')).map(({ name }) => name),
      ),
    ).toEqual([]);
  });

  test('states its policy before anything that it is for', () => {
    const head = page.html.slice(0, page.html.indexOf('</head>'));
    expect(head).toMatch(/<head>\s*<meta charset="utf-8">\s*<meta http-equiv="content-security-policy"/);
  });

  test('loads nothing from another site', () => {
    const loaded = page.elements.flatMap((one) => {
      const loads =
        one.tagName === 'link'
          ? !['canonical', 'alternate'].includes(attribute(one, 'rel') ?? '')
          : one.tagName !== 'a';
      return loads
        ? ['src', 'srcset', 'href', 'poster', 'data', 'action'].flatMap((name) => attribute(one, name) ?? [])
        : [];
    });
    expect(loaded.filter((address) => /^([a-z]+:)?\/\//i.test(address))).toEqual([]);
  });

  test('says its language, title and description', () => {
    expect(attribute(named(page, 'html')[0]!, 'lang')).toMatch(/^(ko|en)$/);
    expect(named(page, 'title').map(textOf).join('').length).toBeGreaterThan(3);
    const description = named(page, 'meta').find((one) => attribute(one, 'name') === 'description');
    expect((attribute(description!, 'content') ?? '').length).toBeGreaterThan(10);
    expect(named(page, 'h1').length).toBeGreaterThan(0);
  });
});

describe.each(indexed)('$file, for search engines', (page) => {
  test('names its twin, which names it', () => {
    const twins = new Map(
      linked(page, 'alternate').map((one) => [attribute(one, 'hreflang'), attribute(one, 'href')]),
    );
    expect([...twins.keys()].filter(Boolean)).toEqual(['ko', 'en', 'x-default']);
    // for readers of neither language: a page that names these three in turn
    expect(twins.get('x-default')).toBe(twins.get('en'));
    const lang = page.path.slice(0, 2);
    expect(attribute(linked(page, 'canonical')[0]!, 'href')).toBe(twins.get(lang));
    expect(new URL(twins.get(lang)!).pathname).toBe(base + page.path);
    const other = lang === 'ko' ? 'en' : 'ko';
    expect(pages.map(({ path }) => base + path)).toContain(new URL(twins.get(other)!).pathname);
  });

  test('is in the sitemap', () => {
    expect(readFileSync(join(dist, 'sitemap-0.xml'), 'utf8')).toContain(`${base}${page.path}</loc>`);
  });
});

test('what is not for search engines is not in the sitemap', () => {
  const addresses = [
    ...readFileSync(join(dist, 'sitemap-0.xml'), 'utf8').matchAll(/<loc>([^<]*)<\/loc>/g),
  ].map(([, loc]) => new URL(loc!).pathname);
  expect(addresses.sort()).toEqual(indexed.map(({ path }) => base + path).sort());
});

describe.each(questionPages)('$file, shared and understood', (page) => {
  test('has a picture of 1200 by 630', () => {
    const address = named(page, 'meta').find((one) => attribute(one, 'property') === 'og:image');
    const file = new URL(attribute(address!, 'content')!).pathname.slice(base.length);
    expect(files).toContain(file);
    const png = readFileSync(join(dist, file));
    expect([png.toString('latin1', 1, 4), png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([
      'PNG',
      1200,
      630,
    ]);
  });

  test('has structured data: the question with its answer', () => {
    const [data] = named(page, 'script')
      .filter((one) => attribute(one, 'type') === 'application/ld+json')
      .map((one) => JSON.parse(textOf(one)));
    expect(data).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'FAQPage',
      inLanguage: page.path.slice(0, 2),
    });
    expect(data.mainEntity).toHaveLength(1);
    for (const one of data.mainEntity) {
      expect(one).toMatchObject({ '@type': 'Question', acceptedAnswer: { '@type': 'Answer' } });
      expect(one.acceptedAnswer.text.length).toBeGreaterThan(20);
    }
  });
});

test('crawlers are told where the sitemap is', () => {
  const [, address] = /^Sitemap: (.*)$/m.exec(readFileSync(join(dist, 'robots.txt'), 'utf8'))!;
  expect(new URL(address!).pathname).toBe(`${base}sitemap-index.xml`);
});

test('each language has a feed of all its questions', () => {
  for (const lang of ['ko', 'en']) {
    const feed = readFileSync(join(dist, lang, 'rss.xml'), 'utf8');
    const items = [...feed.matchAll(/<item>.*?<link>([^<]*)<\/link>/gs)].map(
      ([, link]) => new URL(link!).pathname,
    );
    const self = /<atom:link href="([^"]*)" rel="self"/.exec(feed)![1]!;
    expect(new URL(self).pathname).toBe(`${base}${lang}/rss.xml`);
    expect(items.sort()).toEqual(
      questionPages
        .filter(({ path }) => path.startsWith(lang))
        .map(({ path }) => base + path)
        .sort(),
    );
  }
});
