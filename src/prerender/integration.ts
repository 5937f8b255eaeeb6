import { readdirSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { AstroIntegration, AstroPrerenderer, PathWithRoute } from 'astro';
import { LANGUAGES } from '#i18n/languages.ts';
import { keptQuestions } from '#schemas/once.ts';
import { feed } from '#search/pagefind/feed.ts';
import { Workers } from './workers.ts';

/** Renders the pages of each language in a process of its own: what pages share (runs of the engine, drawn frames) is mostly of one language. */
export default function prerender(): AstroIntegration {
  let dist: URL;
  let base = '/';
  return {
    name: 'keepalive-prerender',
    hooks: {
      'astro:config:done': ({ config }) => {
        dist = config.outDir;
        base = config.base.replace(/\/?$/, '/');
      },
      'astro:build:start': ({ setPrerenderer }) =>
        setPrerenderer((usual) => inWorkers(usual, new URL('.prerender/', dist), base)),
    },
  };
}

function inWorkers(usual: AstroPrerenderer, folder: URL, base: string): AstroPrerenderer {
  let workers: Workers | undefined;
  return {
    ...usual,
    name: 'keepalive-prerender',
    setup: async () => {
      await usual.setup?.();
      const entry = readdirSync(folder).find((name) => /^prerender-entry\..*mjs$/.test(name))!;
      const { allPages, settings } = (usual as AstroPrerenderer & Built).app.getOptions();
      const pages = Object.values(allPages).map(({ key, styles }) => [key, { styles }] as const);
      workers = new Workers(LANGUAGES, {
        entry: new URL(entry, folder).href,
        pages,
        scripts: settings.scripts,
      });
    },
    getStaticPaths: async () => {
      const paths = alternating(await usual.getStaticPaths());
      workers!.tell({ questions: keptQuestions() });
      sweep();
      return paths;
    },
    render: async (request, options) => {
      const { pathname } = new URL(request.url);
      // bundled when their names were asked for
      if (pathname.endsWith('.js')) return usual.render(request, options);
      const path = pathname.slice(base.length);
      const { route, component } = options.routeData;
      const { status, type, body } = await workers!.render(path.split('/')[0]!, {
        url: request.url,
        route,
        component,
      });
      const init = { status, headers: { 'content-type': type } };
      if (!type.startsWith('text/html')) return new Response(body, init);
      const file = path.endsWith('/') || path === '' ? `${path}index.html` : path;
      return new Response(await feed(file, new TextDecoder().decode(body)), init);
    },
    teardown: async () => {
      workers?.end();
      await usual.teardown?.();
      sweep();
    },
  };
}

/** What is left behind, of the bundler half a gigabyte, would lie about while the pages are made, and of these while the search index is written. */
function sweep(): void {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as (how: object) => void;
  gc({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}

/** Astro's own prerenderer with the application that it has set up. */
interface Built {
  readonly app: {
    getOptions(): {
      allPages: Readonly<Record<string, { key: string; styles: unknown }>>;
      settings: { scripts: readonly object[] };
    };
  };
}

/** The paths of the languages in turn, so that no worker waits for another's to be through. */
function alternating(paths: readonly PathWithRoute[]): PathWithRoute[] {
  const queues = Map.groupBy(paths, ({ pathname }) => pathname.split('/')[1] ?? '');
  const out: PathWithRoute[] = [];
  for (let n = 0; out.length < paths.length; n += 1)
    for (const queue of queues.values()) if (n < queue.length) out.push(queue[n]!);
  return out;
}
