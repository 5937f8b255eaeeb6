/** What of a URI a cache looks at. `path` begins with a slash and carries the query. */
export interface Uri {
  readonly scheme: string;
  readonly authority: string;
  readonly path: string;
}

/** Parses an absolute http(s) URI; undefined where it is none. The fragment is dropped. */
export function parseUri(text: string): Uri | undefined {
  const found = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)([^#]*)/i.exec(text);
  if (!found) return undefined;
  const [, scheme, authority, rest] = found;
  return {
    scheme: scheme!.toLowerCase(),
    authority: normalAuthority(scheme!.toLowerCase(), authority!),
    path: normalPath(rest!),
  };
}

export const formatUri = ({ scheme, authority, path }: Uri): string => `${scheme}://${authority}${path}`;

/** Lower case, no port, no user, no fragment. */
const NORMAL = /^https?:\/\/[a-z0-9.-]+\/[^#]*$/;

/** The key under which a cache keeps a response (RFC 9111 §2), normalised as RFC 9110 §4.2.3 says: text that is no URI stays as it is. */
export function cacheKey(url: string): string {
  // The same string again, whose hash is known: most addresses are normal already
  if (NORMAL.test(url) && !url.includes('/.')) return url;
  const uri = parseUri(url);
  return uri ? formatUri(uri) : url;
}

/** Two URIs of one origin (RFC 9110 §4.3.1: scheme, host and port). */
export const sameOrigin = (one: Uri, other: Uri): boolean =>
  one.scheme === other.scheme && one.authority === other.authority;

/** Resolves a reference against a base (RFC 3986 §5.2.2). Undefined where it leads to no http(s) URI. */
export function resolve(base: Uri, reference: string): Uri | undefined {
  if (/^[a-z][a-z0-9+.-]*:/i.test(reference)) return parseUri(reference);
  if (reference.startsWith('//')) return parseUri(`${base.scheme}:${reference}`);
  const [target] = reference.split('#') as [string];
  if (target === '') return base;
  const query = base.path.indexOf('?');
  const basePath = query < 0 ? base.path : base.path.slice(0, query);
  if (target.startsWith('/')) return { ...base, path: normalPath(target) };
  if (target.startsWith('?')) return { ...base, path: basePath + target };
  return { ...base, path: normalPath(basePath.slice(0, basePath.lastIndexOf('/') + 1) + target) };
}

/** Host in lower case, without the port that the scheme implies and without user information. */
function normalAuthority(scheme: string, authority: string): string {
  const host = authority.slice(authority.lastIndexOf('@') + 1).toLowerCase();
  const implied = scheme === 'http' ? ':80' : scheme === 'https' ? ':443' : undefined;
  if (host.endsWith(':')) return host.slice(0, -1);
  return implied !== undefined && host.endsWith(implied) ? host.slice(0, -implied.length) : host;
}

/** An empty path is "/"; dot segments are taken out (RFC 3986 §5.2.4). */
function normalPath(pathAndQuery: string): string {
  const query = pathAndQuery.indexOf('?');
  const path = query < 0 ? pathAndQuery : pathAndQuery.slice(0, query);
  const rest = query < 0 ? '' : pathAndQuery.slice(query);
  if (path === '') return `/${rest}`;
  if (!path.includes('/.')) return path + rest;
  const kept: string[] = [];
  const segments = path.split('/').slice(1);
  segments.forEach((segment, i) => {
    const last = i === segments.length - 1;
    if (segment === '..') kept.pop();
    if (segment === '.' || segment === '..') {
      if (last) kept.push('');
    } else kept.push(segment);
  });
  return `/${kept.join('/')}${rest}`;
}
