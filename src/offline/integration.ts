import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { build, type Rolldown } from 'vite';
import { headersFile, policyOf } from './headers.ts';
import { releaseOf, type Release } from './release.ts';
import { shellOf } from './shell.ts';

/** The worker of the development server: takes itself and all that was kept away, and opens the pages anew. */
export const FAREWELL = `
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(leave()));
async function leave() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name === 'keepalive ' + self.registration.scope).map((name) => caches.delete(name)));
  await self.registration.unregister();
  for (const page of await self.clients.matchAll()) page.navigate(page.url);
}
`;

/** Last of the integrations: dist/sw.js, the service worker with the list of everything that stands in dist; and dist/_headers. */
export default function offline(): AstroIntegration {
  let base = '/';
  return {
    name: 'keepalive-offline',
    hooks: {
      'astro:config:done': ({ config }) => {
        base = config.base.replace(/\/?$/, '/');
      },
      // a browser that has seen the built site at this address would go on showing it to the author
      'astro:server:setup': ({ server }) => {
        server.middlewares.use((request, response, next) => {
          if (!/\/sw\.js(\?|$)/.test(request.url ?? '')) return next();
          response.setHeader('content-type', 'text/javascript');
          response.end(FAREWELL);
        });
      },
      'astro:build:done': async ({ dir, logger }) => {
        const dist = fileURLToPath(dir);
        const files = await filesIn(dist);
        const release = releaseOf(files, shellOf(new Map(files)));
        await writeFile(join(dist, 'sw.js'), await workerFor(release));
        const paths = files.map(([path]) => path);
        const home = await readFile(join(dist, 'ko/index.html'), 'utf8');
        await writeFile(join(dist, '_headers'), headersFile([...paths, 'sw.js'], policyOf(home), base));
        logger.info(
          `release ${release.version}: ${release.shell.length} files kept from the first visit on, ${Object.keys(release.files).length} when all are wanted`,
        );
      },
    },
  };
}

export async function filesIn(dist: string): Promise<[string, Uint8Array][]> {
  const found = await readdir(dist, { recursive: true, withFileTypes: true });
  const paths = found.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  return Promise.all(
    paths.map(
      async (path) =>
        [path.slice(dist.length).split(sep).join('/').replace(/^\//, ''), await readFile(path)] as [
          string,
          Uint8Array,
        ],
    ),
  );
}

/** The worker as one classic script. */
export async function workerFor(release: Release): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    define: { RELEASE: JSON.stringify(release) },
    build: {
      write: false,
      lib: {
        entry: fileURLToPath(new URL('./worker/sw.ts', import.meta.url)),
        formats: ['iife'],
        name: 'keepalive',
        fileName: 'sw',
      },
    },
  });
  const [bundle] = built as Rolldown.RolldownOutput[];
  return bundle!.output[0].code;
}
