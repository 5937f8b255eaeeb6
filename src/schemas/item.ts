import { z } from 'zod';
import { id } from './id.ts';
import { momentSchema, patternSchema, statementSchema } from './statement.ts';
import { strict } from './strict.ts';
import { text } from './text.ts';

/** An option with the reason why it is right or wrong; `scenario` opens the run that shows it. */
const option = strict({ id, text, why: text, scenario: id.optional() });

const common = {
  /** Permanent and language-neutral, unique over the whole site: the review log names it. Never reused. */
  id,
  /** Rises when the key changes; a typo does not raise it. */
  version: z.int().min(1),
  stem: text,
  level: z.enum(['junior', 'mid', 'senior']),
  /** Misconceptions of the entry that the item probes. */
  misconceptions: z.array(id).default([]),
};

const single = strict({ ...common, kind: z.literal('single'), options: z.array(option).min(3), answer: id });
const several = strict({
  ...common,
  kind: z.literal('several'),
  options: z.array(option).min(4),
  answer: z.array(id).min(1),
});
/** `steps` stand in the right order; the page shuffles them. */
const order = strict({
  ...common,
  kind: z.literal('order'),
  steps: z.array(strict({ id, text })).min(3),
  why: text,
});
/** Each thing has one partner; `partners` are shown in another order, may serve twice, and one may be left over. */
const match = strict({
  ...common,
  kind: z.literal('match'),
  pairs: z.array(strict({ id, text, partner: id, why: text })).min(3),
  partners: z.array(strict({ id, text })).min(2),
});
const number = strict({
  ...common,
  kind: z.literal('number'),
  answer: z.number(),
  tolerance: z.number().min(0).default(0),
  unit: text.optional(),
  why: text,
  /** Wrong numbers that people really give, each with its reason. */
  mistakes: z.array(strict({ value: z.number(), why: text })).default([]),
});
const short = strict({
  ...common,
  kind: z.literal('short'),
  /** Accepted forms in both languages; compared without case, spaces, hyphens and Korean particles. */
  accept: strict({ ko: z.array(z.string()).min(1), en: z.array(z.string()).min(1) }),
  why: text,
  mistakes: z.array(strict({ accept: z.array(z.string()).min(1), why: text })).default([]),
});
/** An interviewer's question. The reader answers in his own words and then grades himself by the points of a good answer. */
const say = strict({
  ...common,
  kind: z.literal('say'),
  points: z.array(strict({ id, text })).min(3),
  /** How it may be said well. */
  answer: text,
});
/**
 * A sandbox is to be brought from a scenario into a state. Each part of it is a statement about the run, and says what is
 * missing where it does not hold; hints come one after the other.
 */
const goal = strict({
  ...common,
  kind: z.literal('goal'),
  sandbox: id,
  scenario: id,
  parts: z.array(strict({ id, text, missing: text, holds: statementSchema })).min(1),
  hints: z.array(text).min(1),
  /** How it is reached, and why that does it. */
  why: text,
  /** Changes to the scenario's setup that reach it: for the tests, no page gets it. */
  reached: strict({
    parameters: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])).default({}),
    interventions: z
      .array(
        z.looseObject({ act: z.enum(['drop', 'delay', 'duplicate', 'corrupt', 'do']), target: z.string() }),
      )
      .default([]),
  }).optional(),
});
/** A predict task of a sandbox, asked in the quiz: the key is what the engine does, its options and its `why` are the sandbox's. */
const predict = strict({
  ...common,
  kind: z.literal('predict'),
  sandbox: id,
  task: id,
  /** Why each of the other options is wrong. */
  reasons: z.array(strict({ option: z.string(), why: text })).min(1),
});
/** Packets of a run, one or more of which are asked for: those at the moments of `is`, counted among what is offered. */
const trace = strict({
  ...common,
  kind: z.literal('trace'),
  sandbox: id,
  scenario: id,
  /** What is sent that is drawn, and what of it may be chosen. */
  shown: patternSchema.default({}),
  offer: patternSchema,
  is: z.array(momentSchema).min(1),
  why: text,
});
/** Asked and answered by running the engine; `stem` and `why` are templates over the question's values and {answer}. */
const computed = strict({
  ...common,
  kind: z.literal('computed'),
  sandbox: id,
  question: id,
  unit: text.optional(),
  /** How far from the engine's number an answer may be, in percent of it: where one reckons by a rule that leaves something out. */
  percent: z.number().min(0).max(20).default(0),
  why: text,
});

/** A quiz item. Whether its key is one of its options is checked with the entry (`src/schemas/check.ts`). */
export const itemSchema = z.discriminatedUnion('kind', [
  single,
  several,
  order,
  match,
  number,
  short,
  say,
  goal,
  predict,
  trace,
  computed,
]);
export type Item = z.infer<typeof itemSchema>;
