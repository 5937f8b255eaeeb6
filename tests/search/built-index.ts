/** The built index, asked as the page asks it, without a browser. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { byName, type Named } from '#search/core/names.ts';
import { findWith, SETTINGS, type Found, type PagefindModule } from '#search/pagefind/client.ts';

interface Index {
  readonly find: (query: string) => Promise<Found[]>;
  /** Octets of the index that a page fetches for its first query: all but Pagefind's program and the texts of what was found. */
  readonly bytesFor: (query: string) => Promise<number>;
}

/** dist/pagefind in one language. Pagefind asks for a document's language, an address and fetch: it gets these three. */
export async function builtIndex(dist: string, lang: string): Promise<Index> {
  const folder = join(dist, 'pagefind');
  let bytes = 0;
  const fetched = async (url: string): Promise<Uint8Array<ArrayBuffer>> => {
    const file = await readFile(url.split('?')[0]!);
    if (!url.includes('.pf_fragment')) bytes += file.length;
    return file;
  };
  Object.assign(globalThis, {
    location: { href: 'http://localhost/' },
    document: { querySelector: () => ({ getAttribute: () => lang }) },
    fetch: async (url: string) => new Response(await fetched(url)),
  });
  const module = (await import(
    /* @vite-ignore */ `${pathToFileURL(join(folder, 'pagefind.js')).href}?${lang}`
  )) as PagefindModule;
  const opened = async () => {
    const pagefind = module.createInstance({ ...SETTINGS, basePath: `${folder}/`, noWorker: true });
    await pagefind.filters();
    return pagefind;
  };
  const pagefind = await opened();
  const names = await readFile(join(folder, `names.${lang}.json`));
  const named = byName(JSON.parse(names.toString()) as Named[]);
  return {
    find: (query) => findWith(pagefind, named(query), query, {}, 8),
    bytesFor: async (query) => {
      bytes = gzipSync(names).length;
      await findWith(await opened(), named(query), query, {}, 8);
      return bytes;
    },
  };
}
