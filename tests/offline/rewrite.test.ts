import { describe, expect, it, test } from 'vitest';
import { asScript, isOf, partOf } from '#offline/data.ts';
import { fileOf, linkTo } from '#offline/disk/address.ts';
import { relativeTo, rewrite } from '#offline/rewrite.ts';

const page = 'ko/qa/x/index.html';

test.each([
  ['/', '../../../index.html'],
  ['/ko/', '../../index.html'],
  ['/ko/qa/y/', '../y/index.html'],
  ['/ko/qa/y/#why', '../y/index.html#why'],
  ['/ko/quiz/?topic=a#b', '../../quiz/index.html?topic=a#b'],
  ['/_astro/a.css', '../../../_astro/a.css'],
  ['#why', '#why'],
  ['https://example.org/', 'https://example.org/'],
  ['//example.org/', '//example.org/'],
  ['data:image/png;base64,AA==', 'data:image/png;base64,AA=='],
])('on %s the address %s is %s', (address, expected) =>
  expect(relativeTo(page, address, '/')).toBe(expected),
);

test.each([
  ['/net/ko/', 'ko/index.html'],
  ['/elsewhere/', '/elsewhere/'],
])('a site built for /net/: %s is %s', (address, expected) =>
  expect(relativeTo('index.html', address, '/net/')).toBe(expected),
);

describe('a page rewritten for disk', () => {
  const edition = { base: '/', top: new Set(['ko', 'en']), script: 'keepalive.js', style: 'keepalive.css' };
  const built = (head: string, body: string) =>
    `<!DOCTYPE html><html lang="ko"><head>${head}</head><body>${body}</body></html>`;
  const scripts =
    '<link rel="stylesheet" href="../../../keepalive.css"><script src="../../../keepalive.js" defer=""></script>';

  test.each([
    ['a module', built('', '<script type="module" src="/_astro/a.js"></script>'), built(scripts, '')],
    [
      'an inline module',
      built('', '<script type="module">import"/_astro/a.js"</script>'),
      built(scripts, ''),
    ],
    [
      'the policy',
      built('<meta http-equiv="content-security-policy" content="default-src \'self\'">', ''),
      built('', ''),
    ],
    [
      'a preload',
      built('<link rel="modulepreload" href="/_astro/a.js"><link rel="preload" href="/f.woff2">', ''),
      built('', ''),
    ],
    ['the manifest', built('<link rel="manifest" href="/ko/manifest.webmanifest">', ''), built('', '')],
    [
      'the feed',
      built('<link rel="alternate" type="application/rss+xml" href="/ko/rss.xml">', ''),
      built('', ''),
    ],
    [
      'the link to the feed, with its line',
      built('', '<ul><li><a href="/ko/">a</a></li><li> <a href="/ko/rss.xml">RSS</a> </li></ul>'),
      built('', '<ul><li><a href="../../index.html">a</a></li></ul>'),
    ],
    [
      'the sandbox of a frame, which could load nothing from disk',
      built('', '<iframe src="/embed/quiz/y/" sandbox="allow-scripts"></iframe>'),
      built('', '<iframe src="../../../embed/quiz/y/index.html"></iframe>'),
    ],
  ])('loses %s', (_, before, after) => expect(rewrite(before, page, edition)).toBe(after));

  test.each([
    ['a classic script', '<script src="/theme.js"></script>', '<script src="../../../theme.js"></script>'],
    ['a link', '<a href="/ko/qa/y/">y</a>', '<a href="../y/index.html">y</a>'],
    [
      'an image',
      '<img src="/a.png" srcset="/a.png 1x, /b.png 2x" alt="">',
      '<img src="../../../a.png" srcset="../../../a.png 1x, ../../../b.png 2x" alt="">',
    ],
    [
      'what shows without scripts',
      '<noscript><a href="/ko/">a</a></noscript>',
      '<noscript><a href="../../index.html">a</a></noscript>',
    ],
    [
      'a template',
      '<template><a href="/ko/">a</a></template>',
      '<template><a href="../../index.html">a</a></template>',
    ],
    [
      'an island’s data, and the addresses in it',
      '<script type="application/json">{"a":"\\u003c/b>","pages":["/ko/qa/*/","/etc/hosts","/"],"n":1}</script>',
      '<script type="application/json">{"a":"\\u003c/b>","pages":["../*/index.html","/etc/hosts","/"],"n":1}</script>',
    ],
    ['a drawing’s own parts', '<svg><use href="#a"></use></svg>', '<svg><use href="#a"></use></svg>'],
  ])('keeps %s', (_, before, after) =>
    expect(rewrite(built('', before), page, edition)).toBe(built('', after)),
  );

  it('in one language leads to no page of the other', () => {
    const body = (more: string, en: string) =>
      `<ul>${more}<li><a href="../../index.html" hreflang="ko">a</a></li></ul><a${en}>b</a>`;
    const before = body('<li><a href="/en/" hreflang="en">a</a></li>', ' href="/en/qa/y/"').replace(
      '../../index.html',
      '/ko/',
    );
    expect(rewrite(built('', before), page, { ...edition, without: 'en' })).toBe(
      built('', body('<li></li>', '')),
    );
  });
  it('refuses what browsers block from disk', () => {
    expect(() => rewrite(built('', '<svg><use href="/icons.svg#a"></use></svg>'), page, edition)).toThrow(
      'ko/qa/x/index.html: <use href="/icons.svg#a">',
    );
  });
});

describe('from disk', () => {
  const root = 'file:///home/me/keepalive/';
  test.each([
    ['/quiz/items.json', 'quiz/items.json'],
    ['/pagefind/pagefind-entry.json?ts=1', 'pagefind/pagefind-entry.json'],
    [`${root}ko/quiz/items.json`, 'ko/quiz/items.json'],
    ['items.json', 'ko/quiz/items.json'],
    ['../../../secret', undefined],
    ['file:///etc/passwd', undefined],
    ['https://example.org/a.json', undefined],
    ['//example.org/a.json', undefined],
  ])('fetch(%j) means the file %j', (address, file) =>
    expect(fileOf(address, `${root}ko/quiz/index.html`, root)).toBe(file),
  );

  test.each([
    ['/', 'index.html'],
    ['/ko/', 'ko/index.html'],
    ['/ko/qa/x/?mark=a#why', 'ko/qa/x/index.html?mark=a#why'],
    ['/a.json', 'a.json'],
  ])('a link to %s leads to %s', (path, file) => expect(linkTo(path, root)).toBe(root + file));

  test.each([
    ['ko/index.html', 'page'],
    ['_astro/a.css', 'file'],
    ['_astro/_slug_.a.css', 'file'],
    ['theme.js', 'file'],
    ['favicon.svg', 'file'],
    ['ko/quiz/keepalive-ko.apkg', 'file'],
    ['ko/quiz/items.json', 'data'],
    ['pagefind/wasm.unknown.pagefind', 'data'],
    ['pagefind/pagefind.js', 'none'],
    ['_astro/client.a.js', 'none'],
    ['sw.js', 'none'],
    ['sitemap-0.xml', 'none'],
    ['ko/oembed/quiz/x.json', 'none'],
    ['ko/manifest.webmanifest', 'none'],
    ['.nojekyll', 'none'],
    ['_headers', 'none'],
  ])('%s is taken as: %s', (path, part) => expect(partOf(path)).toBe(part));

  test.each([
    ['en/qa/x/index.html', true],
    ['ko/qa/x/index.html', false],
    ['pagefind/index/en_1.pf_index', true],
    ['pagefind/fragment/en_1.pf_fragment', true],
    ['pagefind/pagefind.en_1.pf_meta', true],
    ['pagefind/pagefind-entry.json', false],
    ['embed/quiz/x/index.html', false],
    ['encoded.svg', false],
  ])('%s is for readers of English alone: %s', (path, is) => expect(isOf(path, 'en')).toBe(is));
  it('hands a file’s bytes over unchanged', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, n) => n);
    const handed = new Map<string, string>();
    new Function('keepaliveFile', asScript('a "b".bin', bytes))((path: string, base64: string) =>
      handed.set(path, base64),
    );
    expect([...Buffer.from(handed.get('a "b".bin')!, 'base64')]).toEqual([...bytes]);
  });
});
