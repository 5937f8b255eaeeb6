import { defineCollection } from 'astro:content';
import { z } from 'zod';
import { termSchema } from '#schemas/glossary.ts';
import { trackSchema } from '#schemas/track.ts';
import { glossaryLoader, questionLoader, trackLoader } from './schemas/loader.ts';

/** Content is read and checked as a whole first (`schemas/loader.ts`): one clear sentence instead of a page of schema errors. */
export const collections = {
  qa: defineCollection({
    loader: questionLoader(),
    schema: z.object({ version: z.string() }),
  }),
  glossary: defineCollection({ loader: glossaryLoader(), schema: termSchema }),
  tracks: defineCollection({ loader: trackLoader(), schema: trackSchema }),
};
