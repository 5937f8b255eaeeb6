import { z } from 'zod';
import { id } from './id.ts';
import { strict } from './strict.ts';
import { text } from './text.ts';

/** A reading path: which questions, in which order, in which sittings. Its time is the sum of its questions' minutes. */
export const trackSchema = strict({
  /** Place among the paths, from 1. */
  order: z.int().min(1),
  name: text,
  /** For whom and what for, in a sentence or two. */
  lead: text,
  parts: z.array(strict({ name: text, questions: z.array(id).min(1) })).min(1),
});
export type Track = z.infer<typeof trackSchema>;
