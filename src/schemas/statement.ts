import { z } from 'zod';
import type { EventPattern, Moment, Statement } from '#engine/kernel/statement.ts';

const scalar = z.union([z.number(), z.string(), z.boolean(), z.null()]);
const condition = z.union([
  scalar,
  z.strictObject({ min: z.number().optional(), max: z.number().optional(), not: scalar.optional() }),
]);
/** Fields that an event must have. */
export const patternSchema = z.record(z.string(), condition) as z.ZodType<EventPattern>;

/** A moment of a run; see `Moment` in the engine. */
export const momentSchema = z.strictObject({
  event: patternSchema,
  nth: z.int().optional(),
}) as z.ZodType<Moment>;

/** An executable statement; see `Statement` in the engine. */
export const statementSchema = z.union(
  [
    z.strictObject({ at: momentSchema, where: z.string(), state: patternSchema }),
    z.strictObject({ at: momentSchema, fields: patternSchema }),
    z.strictObject({ order: z.array(patternSchema).min(2) }),
    z.strictObject({ count: patternSchema, is: condition }),
  ],
  'a statement has `at` with `where` and `state`, `at` with `fields`, `order`, or `count` with `is`',
) as z.ZodType<Statement>;
