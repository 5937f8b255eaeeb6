/** Directive that only a header can carry: who may put a page into a frame. */
const OWN = "frame-ancestors 'self'";
const ANYBODY = 'frame-ancestors *';

/** Types that hosts do not know, or guess wrongly: a deck served as the zip it is would be unpacked on the way. */
const TYPES: Readonly<Record<string, string>> = {
  apkg: 'application/octet-stream',
  tsv: 'text/tab-separated-values; charset=utf-8',
  webmanifest: 'application/manifest+json; charset=utf-8',
};

/** One rule of the file: a path with `*` at its end at most, and its headers. */
type Rule = readonly [path: string, headers: Readonly<Record<string, string>>];

/**
 * `_headers`, as static hosts read it (Netlify, Cloudflare Pages and others). Where several rules match, hosts join what they say of
 * one header by commas, and of two policies the stricter holds: so no two rules here say the same header of one path.
 * @param policy of the pages' own meta element, which holds where a host reads no such file
 * @param base the site's base path, with a slash at both ends
 */
export function headersFile(paths: readonly string[], policy: string, base: string): string {
  const top = [...new Set(paths.flatMap((path) => /^([^/]+)\/.*\.html$/.exec(path)?.[1] ?? []))].sort();
  const own = paths.filter((path) => /^[^/]+\.html$/.test(path)).sort();
  const framed = (name: string) => ({
    'Content-Security-Policy': `${policy}; ${name === 'embed' ? ANYBODY : OWN}`,
  });
  const typed = paths.flatMap((path): Rule[] => {
    const type = TYPES[path.slice(path.lastIndexOf('.') + 1)];
    return type ? [[path, { 'Content-Type': type }]] : [];
  });
  const rules: Rule[] = [
    ['*', { 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'strict-origin-when-cross-origin' }],
    ['', framed('')],
    ...own.map((path): Rule => [path, framed('')]),
    ...top.map((name): Rule => [`${name}/*`, framed(name)]),
    // named by their content: what has changed has another name
    ['_astro/*', { 'Cache-Control': 'public, max-age=31536000, immutable' }],
    ['sw.js', { 'Cache-Control': 'no-cache' }],
    ['embed.js', { 'Cache-Control': 'public, max-age=3600', 'Access-Control-Allow-Origin': '*' }],
    ...top
      .filter((name) => paths.some((path) => path.startsWith(`${name}/oembed/`)))
      .map((name): Rule => [`${name}/oembed/*`, { 'Access-Control-Allow-Origin': '*' }]),
    ...typed,
  ];
  return rules
    .map(([path, headers]) =>
      [`${base}${path}`, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`), ''].join(
        '\n',
      ),
    )
    .join('\n');
}

/** The policy that a built page states. */
export function policyOf(html: string): string {
  const stated = /<meta http-equiv="content-security-policy" content="([^"]*)"/i.exec(html)?.[1];
  if (stated === undefined) throw new Error('the page states no policy');
  return stated.replaceAll('&#39;', "'").replaceAll('&amp;', '&').trim().replace(/;$/, '');
}
