import { describe, expect, it, test } from 'vitest';
import { addressOf, releaseOf } from '#offline/release.ts';
import { shellOf } from '#offline/shell.ts';
import { addressIn, inTurn } from '#offline/worker/address.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test.each([
  ['index.html', ''],
  ['ko/qa/x/index.html', 'ko/qa/x/'],
  ['_astro/client.abc.js', '_astro/client.abc.js'],
  ['pagefind/index/ko_1.pf_index', 'pagefind/index/ko_1.pf_index'],
  ['ko/404/index.html', 'ko/404/'],
  ['404.html', undefined],
  ['sw.js', undefined],
  ['ko/rss.xml', undefined],
  ['ko/quiz/keepalive-ko.apkg', undefined],
  ['sitemap-0.xml', undefined],
  ['og/ko/x.png', undefined],
  ['ko/oembed/quiz/x.json', undefined],
  ['embed/quiz/x/index.html', undefined],
  ['embed.js', undefined],
  ['ko/embed/index.html', 'ko/embed/'],
  ['.well-known/x', undefined],
  ['_headers', undefined],
])('dist/%s is kept at %j', (path, address) => expect(addressOf(path)).toBe(address));

describe('a release', () => {
  const site = [
    ['index.html', bytes('a')],
    ['ko/index.html', bytes('b')],
  ] as const;
  it('is the same whatever order the files are read in', () => {
    expect(releaseOf([...site].reverse())).toEqual(releaseOf(site));
  });
  it('has another version when one byte of one file is another', () => {
    const changed = [site[0], ['ko/index.html', bytes('c')]] as const;
    expect(releaseOf(changed).version).not.toBe(releaseOf(site).version);
    expect(releaseOf(changed).files['']).toBe(releaseOf(site).files['']);
  });
  it('keeps all of it at once, or what it is told', () => {
    expect(releaseOf(site)).toMatchObject({ shell: ['', 'ko/'], bytes: 2 });
    expect(releaseOf(site, ['ko/'])).toMatchObject({ shell: ['ko/'], bytes: 2 });
  });
  it('names what a crypto.subtle digest would find', async () => {
    const digest = Buffer.from(await crypto.subtle.digest('SHA-256', bytes('a'))).toString('hex');
    expect(digest.startsWith(releaseOf(site).files['']!)).toBe(true);
  });
});

describe('what a first visit keeps', () => {
  const page = (more: string) =>
    `<script src="/net/theme.js"></script><link rel="stylesheet" href="/net/_astro/page.css">${more}<script type="module" src="/net/_astro/entry.js"></script>`;
  const island = (name: string, when: string) => `<div data-island="${name}" data-when="${when}"></div>`;
  const client = `const m=(m.f=["_astro/keep.css","_astro/near.js"]);import{a}from"./now.js";
    const r={sandbox:()=>s(()=>import("./sandbox.js").then(e=>e.t),__vite__mapDeps([0])),
    offline:()=>s(()=>import("./offline.js"),__vite__mapDeps([])),"keep":()=>s(()=>import(\`./keep.js\`),__vite__mapDeps([0,1]))}`;
  const site = (registry = client) =>
    new Map(
      Object.entries({
        'index.html': page(''),
        'ko/index.html': page(island('offline', 'idle') + island('search', 'asked')),
        'ko/404/index.html': page(''),
        'ko/offline/index.html': page(island('keep', 'now')),
        'ko/qa/x/index.html': page(island('sandbox', 'near') + '<link href="/net/_astro/question.css">'),
        'ko/manifest.webmanifest': '{}',
        'quiz/versions.json': '{}',
        'ko/quiz/items.json': '[]',
        'theme.js': '',
        '_astro/page.css': '',
        '_astro/question.css': '',
        '_astro/entry.js': 'import"./client.js"',
        '_astro/client.js': registry,
        '_astro/now.js': 'export const a=1',
        '_astro/offline.js':
          'const t={ko:()=>e(()=>import("./words.js"),[]),en:()=>e(()=>import("./large.js"),[])}',
        '_astro/words.js': '',
        '_astro/large.js': ' '.repeat(20_000),
        '_astro/keep.js': '',
        '_astro/keep.css': '',
        '_astro/sandbox.js': '',
      }).map(([path, text]) => [path, bytes(text)] as const),
    );
  it('is the front pages with what they need to work, and no more', () => {
    expect(shellOf(site())).toEqual([
      '',
      '_astro/client.js',
      '_astro/entry.js',
      '_astro/keep.css',
      '_astro/keep.js',
      '_astro/now.js',
      '_astro/offline.js',
      '_astro/page.css',
      '_astro/words.js',
      'ko/',
      'ko/404/',
      'ko/manifest.webmanifest',
      'ko/offline/',
      'quiz/versions.json',
      'theme.js',
    ]);
  });
  it('is refused where an island of them is not found', () => {
    expect(() => shellOf(site(client.replace('"keep":', '"kept":')))).toThrow('island keep');
  });
});

test.each([
  ['https://a.b/', 'https://a.b/', ''],
  ['https://a.b/', 'https://a.b/ko/qa/x/?scenario=y#z', 'ko/qa/x/'],
  ['https://a.b/', 'https://a.b/ko/index.html', 'ko/'],
  ['https://a.b/net/', 'https://a.b/net/ko/', 'ko/'],
  ['https://a.b/net/', 'https://a.b/other/ko/', undefined],
  ['https://a.b/', 'https://evil.example/ko/', undefined],
  ['https://a.b/', 'https://a.b/sw.js', undefined],
])('under %s, %s is %j', (root, url, address) => expect(addressIn(root, url)).toBe(address));

describe('work in turn', () => {
  it('does everything, never more at once than allowed', async () => {
    let running = 0;
    let most = 0;
    const done: number[] = [];
    await inTurn(3, [...Array(10).keys()], async (n) => {
      most = Math.max(most, ++running);
      await Promise.resolve();
      running--;
      done.push(n);
    });
    expect(most).toBe(3);
    expect(done.sort((a, b) => a - b)).toEqual([...Array(10).keys()]);
  });
  it('fails as a whole when one fails', async () => {
    await expect(
      inTurn(2, [1, 2, 3], (n) => (n === 2 ? Promise.reject(new Error('two')) : Promise.resolve())),
    ).rejects.toThrow('two');
  });
});
