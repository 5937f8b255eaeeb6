import { z } from 'zod';

/** The same thing said in each language. Inline `code` in backticks is the only mark-up. */
export const text = z.strictObject({ ko: z.string().min(1), en: z.string().min(1) });
export type Text = z.infer<typeof text>;
