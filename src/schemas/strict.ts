import { z } from 'zod';

/** An object without other fields; a stray one is answered with the names that are allowed (see `explain.ts`). */
export function strict<S extends z.core.$ZodShape>(shape: S) {
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? allowedFields(Object.keys(shape)) : undefined),
  });
}

const MARK = 'allowed fields: ';
const allowedFields = (keys: readonly string[]) => MARK + keys.join(', ');

/** The names in a message written by `strict`. */
export const fieldsIn = (message: string): string[] =>
  message.startsWith(MARK) ? message.slice(MARK.length).split(', ') : [];
