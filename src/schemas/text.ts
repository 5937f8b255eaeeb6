import { z } from 'zod';
import { strict } from './strict.ts';

/** The same thing said in each language. Inline `code` in backticks is the only mark-up. */
export const text = strict({ ko: z.string().min(1), en: z.string().min(1) });
export type Text = z.infer<typeof text>;
