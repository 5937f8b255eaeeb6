import { fileURLToPath } from 'node:url';
import type { Loader, LoaderContext } from 'astro/loaders';
import { modelList } from '#components/models.ts';
import { checkContent } from './check.ts';
import { entrySchema, type Known } from './entry.ts';
import { termSchema } from './glossary.ts';
import { sentence } from './problem.ts';
import { readContent, type ContentFiles } from './read.ts';

/** Loads content/qa/<slug>/entry.yaml as { entry, version }, once all content has been checked. */
export function questionLoader(): Loader {
  return {
    name: 'questions',
    load: (context) =>
      loadWhole(context, 'content/qa/', ({ questions }) =>
        questions.map(({ slug, entry, version }) => [
          slug,
          { entry: entrySchema.parse(entry?.data), version },
        ]),
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
          Object.entries(data ?? {}).map(([id, term]) => [id, termSchema.parse(term)] as const),
        ),
      ),
  };
}

type Rows = readonly (readonly [string, Record<string, unknown>])[];

async function loadWhole(
  context: LoaderContext,
  folder: string,
  rowsOf: (files: ContentFiles) => Rows,
): Promise<void> {
  const root = fileURLToPath(context.config.root);
  const fill = async () => {
    const files = readContent(root);
    // until the first sandbox has landed, what names one cannot be checked
    const problems = checkContent(files, knownSandboxes()).filter(
      (one) => modelList.length > 0 || !one.message.includes('none exists'),
    );
    if (problems.length > 0) throw new Error(`content is not ready:\n${problems.map(sentence).join('\n')}`);
    const rows = rowsOf(files);
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
    if (path.includes(folder) && path.endsWith('.yaml'))
      void fill().catch((error: Error) => context.logger.error(error.message));
  });
}

const knownSandboxes = (): Known['sandboxes'] =>
  new Map(
    modelList.map((model) => [
      model.id,
      {
        scenarios: model.scenarios.map((one) => one.id),
        tasks: model.tasks.map((one) => one.id),
        questions: model.questions.map((one) => one.id),
      },
    ]),
  );
