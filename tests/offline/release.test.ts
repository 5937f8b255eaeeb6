import { describe, expect, it, test } from 'vitest';
import { addressOf, releaseOf } from '#offline/release.ts';
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
  it('names what a crypto.subtle digest would find', async () => {
    const digest = Buffer.from(await crypto.subtle.digest('SHA-256', bytes('a'))).toString('hex');
    expect(digest.startsWith(releaseOf(site).files['']!)).toBe(true);
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
