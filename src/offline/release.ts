import { createHash } from 'node:crypto';

/** One state of the whole site: every address the service worker answers, and what exactly its bytes are. */
export interface Release {
  /** Changes when any file does. */
  readonly version: string;
  /** Address relative to the site's root ('' is the root, 'ko/' a folder's index.html) -> digest of its bytes. */
  readonly files: Readonly<Record<string, string>>;
  /** Addresses that are kept from the first visit on; the others as they are read, or when the reader wants them all. */
  readonly shell: readonly string[];
  /** What all files together take. */
  readonly bytes: number;
}

/**
 * Not needed without network, or never asked for by a page: feeds, site maps, decks to take away, pictures for link previews, the
 * worker itself, host files; and what is embedded, which has no origin and so no worker.
 */
const LEFT_OUT = [
  /^sw\.js$/,
  /^404\.html$/,
  /^og\//,
  /^embed(\/|\.js$)/,
  /^\w\w\/oembed\//,
  /(^|\/)rss\.xml$/,
  /(^|\/)quiz\/keepalive-[^/]+$/,
  /^sitemap/,
  /^robots\.txt$/,
  /(^|\/)\./,
  /^_(headers|redirects)$/,
  /\.map$/,
];

/** Where a built file is reached, undefined for what is left out. */
export function addressOf(path: string): string | undefined {
  if (LEFT_OUT.some((pattern) => pattern.test(path))) return undefined;
  return path.replace(/(^|\/)index\.html$/, '$1');
}

/** 128 bits of SHA-256: enough to tell any two builds apart, half the size in the worker. The worker computes the same. */
export const digestOf = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex').slice(0, 32);

/**
 * @param files built files by path relative to dist, with forward slashes
 * @param shell addresses of those that are kept at once; all where it is not given
 */
export function releaseOf(
  files: Iterable<readonly [path: string, bytes: Uint8Array]>,
  shell?: readonly string[],
): Release {
  const entries: [string, string][] = [];
  let total = 0;
  for (const [path, bytes] of files) {
    const address = addressOf(path);
    if (address === undefined) continue;
    entries.push([address, digestOf(bytes)]);
    total += bytes.length;
  }
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    version: digestOf(new TextEncoder().encode(JSON.stringify(entries))).slice(0, 12),
    files: Object.fromEntries(entries),
    shell: shell ?? entries.map(([address]) => address),
    bytes: total,
  };
}
