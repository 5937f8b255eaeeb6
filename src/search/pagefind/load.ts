import { href } from '#i18n/href.ts';
import type { PagefindModule } from './client.ts';

/** Pagefind as the site serves it. The edition for disk puts another file in this one's place (src/offline/disk/pagefind.ts). */
export async function loadPagefind(): Promise<{
  module: PagefindModule;
  basePath: string;
  noWorker: boolean;
}> {
  const basePath = href('/pagefind/');
  const module = (await import(/* @vite-ignore */ `${basePath}pagefind.js`)) as PagefindModule;
  return { module, basePath, noWorker: false };
}
