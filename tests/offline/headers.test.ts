import { describe, expect, it } from 'vitest';
import { headersFile, policyOf } from '#offline/headers.ts';

const paths = [
  'index.html',
  '404.html',
  'ko/index.html',
  'ko/qa/x/index.html',
  'ko/quiz/keepalive-ko.apkg',
  'ko/oembed/quiz/x.json',
  'embed/quiz/x/index.html',
  'embed.js',
  '_astro/a.css',
  'sw.js',
];
const policy = "default-src 'self'; object-src 'none'";
/** Path -> header -> value, for what a rule of the file matches. */
function read(file: string): [string, Record<string, string>][] {
  return file.split('\n\n').map((rule) => {
    const [path, ...lines] = rule.trimEnd().split('\n');
    return [
      path!,
      Object.fromEntries(
        lines.map((line) =>
          line
            .trim()
            .split(/: (.*)/)
            .slice(0, 2),
        ),
      ),
    ];
  });
}
const rules = read(headersFile(paths, policy, '/net/'));
const sentWith = (address: string) =>
  rules
    .filter(([path]) => (path.endsWith('*') ? address.startsWith(path.slice(0, -1)) : address === path))
    .map(([, headers]) => headers);

describe('_headers', () => {
  it.each([
    ['/net/', "frame-ancestors 'self'"],
    ['/net/404.html', "frame-ancestors 'self'"],
    ['/net/ko/qa/x/', "frame-ancestors 'self'"],
    ['/net/embed/quiz/x/', 'frame-ancestors *'],
  ])('%s has the policy of the pages and %s', (address, ancestors) => {
    const policies = sentWith(address).flatMap((one) => one['Content-Security-Policy'] ?? []);
    expect(policies).toEqual([`${policy}; ${ancestors}`]);
  });
  it.each([
    ['/net/_astro/a.css', 'Cache-Control', 'public, max-age=31536000, immutable'],
    ['/net/sw.js', 'Cache-Control', 'no-cache'],
    ['/net/ko/quiz/keepalive-ko.apkg', 'Content-Type', 'application/octet-stream'],
    ['/net/ko/oembed/quiz/x.json', 'Access-Control-Allow-Origin', '*'],
    ['/net/ko/', 'X-Content-Type-Options', 'nosniff'],
  ])('%s is sent with %s: %s', (address, name, value) => {
    expect(sentWith(address).flatMap((one) => one[name] ?? [])).toEqual([value]);
  });
  it('says no header twice of any file, for hosts would join the two', () => {
    for (const path of paths) {
      const names = sentWith(`/net/${path.replace(/index\.html$/, '')}`).flatMap((one) => Object.keys(one));
      expect(new Set(names).size, path).toBe(names.length);
    }
  });
});

describe('the policy of a page', () => {
  it('is that of its meta element', () => {
    const html = `<meta http-equiv="content-security-policy" content="default-src 'self'; object-src 'none';">`;
    expect(policyOf(html)).toBe(policy);
  });
  it('must be there', () => expect(() => policyOf('<p>')).toThrow('no policy'));
});
