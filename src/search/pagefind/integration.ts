import { readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import * as pagefind from 'pagefind';
import { LANGUAGES } from '#i18n/languages.ts';
import { readContent } from '#schemas/read.ts';
import type { Named } from '../core/names.ts';
import { additions, type Additions } from './additions.ts';
import { openFeed, type Feed } from './feed.ts';
import { forIndex } from './for-index.ts';
import { rechunk, recordsIn } from './written.ts';

/** What a reader's search never needs: Pagefind's own interface in three editions. */
const OWN_INTERFACE = /^pagefind-(ui|modular-ui|component-ui|highlight)\./;
/** Not text to be found. What is large is taken out before (`forIndex`). */
const LEFT_OUT = ['.asked .tags', '[data-pagefind-ignore]'];
/** Of the index, in bytes: with Pagefind's program (72 KB), the names (16 KB) and a chunk for each of six words a first query stays under 150 KB. */
const LARGEST_CHUNK = 10_000;
/** Pages that wait for Pagefind to read them: more would only fill memory. */
const WAITING = 64;

/** One index per language into dist/pagefind/, fed while the pages are made, with the additions as metadata that only the index sees. */
export default function search(): AstroIntegration {
  let root = '';
  let index: Index | undefined;
  return {
    name: 'keepalive-search',
    hooks: {
      'astro:config:done': ({ config }) => {
        root = fileURLToPath(config.root);
      },
      'astro:build:start': async () => {
        index = await open(additions(readContent(root)));
        openFeed(index.take);
      },
      'astro:build:done': async ({ dir, logger }) => {
        const { pages, bytes } = await index!.close(join(fileURLToPath(dir), 'pagefind'));
        logger.info(`${pages} pages indexed, ${Math.round(bytes / 1024)} KB in dist/pagefind`);
      },
    },
  };
}

interface Index {
  readonly take: Feed;
  /** Waits for the pages on their way and writes the index. */
  close(folder: string): Promise<{ pages: number; bytes: number }>;
}

async function open(add: Additions): Promise<Index> {
  const { index, errors } = await pagefind.createIndex({ excludeSelectors: LEFT_OUT });
  if (!index) throw new Error(`Pagefind did not start: ${errors.join('; ')}`);
  const onTheWay = new Set<Promise<void>>();
  let pages = 0;
  const send = async (path: string, html: string) => {
    const content = forIndex(html, add.of(path));
    const { errors: bad } = await index.addHTMLFile({ sourcePath: path, content });
    if (bad.length > 0) throw new Error(`${path} cannot be indexed: ${bad.join('; ')}`);
  };
  return {
    take: async (path, html) => {
      if (!html.includes('data-pagefind-body')) return html;
      pages += 1;
      const sent: Promise<void> = send(path, html).then(() => void onTheWay.delete(sent));
      onTheWay.add(sent);
      if (onTheWay.size > WAITING) await Promise.race(onTheWay);
      return html;
    },
    close: async (folder) => {
      try {
        await Promise.all(onTheWay);
        return { pages, bytes: await write(index, folder, add) };
      } finally {
        await pagefind.close();
      }
    },
  };
}

async function write(index: pagefind.PagefindIndex, folder: string, add: Additions): Promise<number> {
  const { errors } = await index.writeFiles({ outputPath: folder });
  if (errors.length > 0) throw new Error(`Pagefind could not write its index: ${errors.join('; ')}`);
  await rechunk(folder, LARGEST_CHUNK);
  const records = await recordsIn(folder);
  for (const lang of LANGUAGES) {
    const pages = add.named(lang).map((named): Named => ({ id: records.get(named.url)!, ...named }));
    await writeFile(join(folder, `names.${lang}.json`), JSON.stringify(pages));
  }
  let bytes = 0;
  for (const name of await readdir(folder, { recursive: true })) {
    if (OWN_INTERFACE.test(name)) await rm(join(folder, name));
    else bytes += (await stat(join(folder, name))).size;
  }
  return bytes;
}
