/** In the edition for disk this stands in for src/search/pagefind/load.ts: Pagefind in the bundle, its data through the stand-in for fetch. */
import type { PagefindModule } from '#search/pagefind/client.ts';

export async function loadPagefind(): Promise<{
  module: PagefindModule;
  basePath: string;
  noWorker: boolean;
}> {
  const module = (await import('virtual:pagefind')) as PagefindModule;
  return { module, basePath: '/pagefind/', noWorker: true };
}
