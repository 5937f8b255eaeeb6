import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import * as pagefind from 'pagefind';
import { readContent } from '#schemas/read.ts';
import { additions, type Additions } from './additions.ts';
import { forIndex } from './for-index.ts';

/** What a reader's search never needs: Pagefind's own interface in three editions. */
const OWN_INTERFACE = /^pagefind-(ui|modular-ui|component-ui|highlight)\./;
/** Not text to be found: tags (they are filters), the run's transcript, and quiz items, whose excerpts would tell the answer. */
const LEFT_OUT = ['.asked .tags', '#sandbox', '[data-island="quiz"]', '[data-pagefind-ignore]'];

/** Once the pages are built: one index per language into dist/pagefind/, with the additions as metadata that only the index sees. */
export default function search(): AstroIntegration {
  let root = '';
  return {
    name: 'keepalive-search',
    hooks: {
      'astro:config:done': ({ config }) => {
        root = fileURLToPath(config.root);
      },
      'astro:build:done': async ({ dir, logger }) => {
        const dist = fileURLToPath(dir);
        const { pages, bytes } = await buildIndex(dist, additions(readContent(root)));
        logger.info(`${pages} pages indexed, ${Math.round(bytes / 1024)} KB in dist/pagefind`);
      },
    },
  };
}

async function buildIndex(dist: string, add: Additions): Promise<{ pages: number; bytes: number }> {
  const { index, errors } = await pagefind.createIndex({ excludeSelectors: LEFT_OUT });
  if (!index) throw new Error(`Pagefind did not start: ${errors.join('; ')}`);
  let pages = 0;
  try {
    for (const path of await htmlFiles(dist)) {
      const html = await readFile(join(dist, path), 'utf8');
      if (!html.includes('data-pagefind-body')) continue;
      const { errors: bad } = await index.addHTMLFile({
        sourcePath: path,
        content: forIndex(html, add.of(path)),
      });
      if (bad.length > 0) throw new Error(`${path} cannot be indexed: ${bad.join('; ')}`);
      pages++;
    }
    const bytes = await write(index, join(dist, 'pagefind'));
    return { pages, bytes };
  } finally {
    await pagefind.close();
  }
}

async function write(index: pagefind.PagefindIndex, folder: string): Promise<number> {
  const { files, errors } = await index.getFiles();
  if (errors.length > 0) throw new Error(`Pagefind could not write its index: ${errors.join('; ')}`);
  let bytes = 0;
  for (const { path, content } of files) {
    if (OWN_INTERFACE.test(path)) continue;
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, content);
    bytes += content.length;
  }
  return bytes;
}

/** Forward slashes, relative to dist: 'ko/qa/three-way-handshake/index.html'. */
async function htmlFiles(dist: string): Promise<string[]> {
  const names = await readdir(dist, { recursive: true });
  return names
    .map((name) => name.split(sep).join('/'))
    .filter((name) => name.endsWith('.html'))
    .sort();
}
