import { z } from 'zod';
import { id } from './id.ts';
import { strict } from './strict.ts';
import { text } from './text.ts';

/** A term: what it is called, what it means in one or two sentences, and every other way people write it (searched too). */
export const termSchema = strict({
  name: text,
  definition: text,
  /** Abbreviations, transliterations, misspellings: 캐쉬, 핸드쉐이크, 3-way. */
  forms: strict({
    ko: z.array(z.string().min(1)).default([]),
    en: z.array(z.string().min(1)).default([]),
  }).optional(),
  /** The question that treats it. */
  page: id.optional(),
  see: z.array(id).default([]),
});
export type Term = z.infer<typeof termSchema>;
