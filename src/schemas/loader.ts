import { fileURLToPath } from 'node:url';
import type { Loader, LoaderContext } from 'astro/loaders';
import { models } from '#sandboxes/models.ts';
import { checkContent } from './check.ts';
import type { Known } from './entry.ts';
import { sentence } from './problem.ts';
import { readContent, type ContentFiles } from './read.ts';

/** Loads content/qa/<slug> as its version, once all content has been checked; pages read the rest themselves. */
export function questionLoader(): Loader {
  return {
    name: 'questions',
    load: (context) =>
      loadWhole(context, 'content/qa/', ({ questions }) =>
        questions.map(({ slug, version }) => [slug, { version }]),
      ),
  };
}

/** Loads content/glossary/*.yaml, each a map from term id to term. */
export function glossaryLoader(): Loader {
  return {
    name: 'glossary',
    load: (context) =>
      loadWhole(context, 'content/glossary/', ({ glossary }) =>
        glossary.flatMap(({ data }) =>
          Object.entries(data ?? {}).map(([id, term]) => [id, term as Record<string, unknown>] as const),
        ),
      ),
  };
}

/** Loads content/tracks/<id>.yaml. */
export function trackLoader(): Loader {
  return {
    name: 'tracks',
    load: (context) =>
      loadWhole(context, 'content/tracks/', ({ tracks }) =>
        tracks.map(({ id, file }) => [id, file.data as Record<string, unknown>]),
      ),
  };
}

/** All content, once nothing is wrong with it: the three loaders of a build share one reading. Forgotten when a file changes. */
let checked: ContentFiles | undefined;

function readChecked(root: string): ContentFiles {
  const files = readContent(root);
  const problems = checkContent(files, knownSandboxes());
  if (problems.length > 0) throw new Error(`content is not ready:\n${problems.map(sentence).join('\n')}`);
  return files;
}

type Rows = readonly (readonly [string, Record<string, unknown>])[];

async function loadWhole(
  context: LoaderContext,
  folder: string,
  rowsOf: (files: ContentFiles) => Rows,
): Promise<void> {
  const root = fileURLToPath(context.config.root);
  const fill = async () => {
    const rows = rowsOf((checked ??= readChecked(root)));
    context.store.clear();
    for (const [id, raw] of rows) {
      const data = await context.parseData({ id, data: raw });
      context.store.set({ id, data, digest: context.generateDigest(data) });
    }
  };
  await fill();
  // an author's half-written file is told in the terminal; the server goes on with what it had
  context.watcher?.add(`${root}${folder}`);
  context.watcher?.on('change', (path) => {
    if (!path.includes(folder) || !/\.(yaml|mdx)$/.test(path)) return;
    checked = undefined;
    void fill().catch((error: Error) => context.logger.error(error.message));
  });
}

/** What entries may name of every sandbox. */
export const knownSandboxes = (): Known['sandboxes'] =>
  new Map(
    models.map((model) => [
      model.id,
      {
        scenarios: model.scenarios.map((one) => one.id),
        tasks: model.tasks.map((one) => one.id),
        questions: model.questions.map((one) => one.id),
      },
    ]),
  );
