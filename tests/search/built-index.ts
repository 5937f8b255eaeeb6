/** The built index, asked as the page asks it, without a browser. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { byName, type Named } from '#search/core/names.ts';
import { findWith, SETTINGS, type Found, type PagefindModule } from '#search/pagefind/client.ts';

/** `find(query)` over dist/pagefind in one language. Pagefind asks for a document's language, an address and fetch: it gets these three. */
export async function builtIndex(dist: string, lang: string): Promise<(query: string) => Promise<Found[]>> {
  const folder = join(dist, 'pagefind');
  Object.assign(globalThis, {
    location: { href: 'http://localhost/' },
    document: { querySelector: () => ({ getAttribute: () => lang }) },
    fetch: async (url: string) => new Response(await readFile(url.split('?')[0]!)),
  });
  const module = (await import(
    /* @vite-ignore */ `${pathToFileURL(join(folder, 'pagefind.js')).href}?${lang}`
  )) as PagefindModule;
  const pagefind = module.createInstance({ ...SETTINGS, basePath: `${folder}/`, noWorker: true });
  await pagefind.filters();
  const names = JSON.parse(await readFile(join(folder, `names.${lang}.json`), 'utf8')) as Named[];
  const named = byName(names);
  return (query) => findWith(pagefind, named, query, {}, 8);
}
