import { z } from 'zod';
import type { Statement } from '#engine/kernel/statement.ts';

const scalar = z.union([z.number(), z.string(), z.boolean(), z.null()]);
const condition = z.union([
  scalar,
  z.strictObject({ min: z.number().optional(), max: z.number().optional(), not: scalar.optional() }),
]);
const pattern = z.record(z.string(), condition);

/** A moment of a run; see `Moment` in the engine. */
export const momentSchema = z.strictObject({ event: pattern, nth: z.int().optional() });

/** An executable statement; see `Statement` in the engine. */
export const statementSchema = z.union(
  [
    z.strictObject({ at: momentSchema, where: z.string(), state: pattern }),
    z.strictObject({ at: momentSchema, fields: pattern }),
    z.strictObject({ order: z.array(pattern).min(2) }),
    z.strictObject({ count: pattern, is: condition }),
  ],
  'a statement has `at` with `where` and `state`, `at` with `fields`, `order`, or `count` with `is`',
) as z.ZodType<Statement>;
