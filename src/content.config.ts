import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { z } from 'zod';
import { entrySchema } from '#schemas/entry.ts';
import { termSchema } from '#schemas/glossary.ts';
import { glossaryLoader, questionLoader } from './schemas/loader.ts';

/** Content is read and checked as a whole first (`schemas/loader.ts`): one clear sentence instead of a page of schema errors. */
export const collections = {
  qa: defineCollection({ loader: questionLoader(), schema: z.object({ entry: entrySchema, version: z.string() }) }),
  prose: defineCollection({
    loader: glob({ base: './content/qa', pattern: '*/{ko,en}.mdx', generateId: ({ entry }) => entry.replace(/\.mdx$/, '') }),
  }),
  glossary: defineCollection({ loader: glossaryLoader(), schema: termSchema }),
};
