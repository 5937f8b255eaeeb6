import type { Language } from '#i18n/languages.ts';

/** What browsers load from disk by themselves, or readers take away; everything else is data that scripts ask for. */
const LOADED = /\.(html|css|js|svg|png|jpe?g|webp|avif|ico|gif|woff2?|pdf|apkg|tsv|zip)$/;
/** Of no use without a server. */
const LEFT_OUT = [
  /^sw\.js$/,
  /\.(xml|webmanifest)$/,
  /^robots\.txt$/,
  /^og\//,
  /^\w\w\/oembed\//,
  /(^|\/)\./,
  /^_(headers|redirects)$/,
  /^_astro\/.*\.js$/,
  /^pagefind\/.*\.js$/,
];

/** A built file's part in the file:// edition. */
export function partOf(path: string): 'page' | 'file' | 'data' | 'none' {
  if (LEFT_OUT.some((pattern) => pattern.test(path))) return 'none';
  if (path.endsWith('.html')) return 'page';
  return LOADED.test(path) ? 'file' : 'data';
}

/** Whether a built file is for readers of one language only: its pages, and its part of the search. */
export const isOf = (path: string, lang: Language): boolean =>
  path.startsWith(`${lang}/`) ||
  new RegExp(`^pagefind/(index/|fragment/|filter/|pagefind\\.)${lang}_`).test(path);

/** A data file as a classic script, read by src/offline/disk/fetch.ts. */
export const asScript = (path: string, bytes: Uint8Array): string =>
  `keepaliveFile(${JSON.stringify(path)},"${Buffer.from(bytes).toString('base64')}")\n`;
