import { z } from 'zod';
import { id } from './id.ts';
import { itemSchema } from './item.ts';
import { statementSchema } from './statement.ts';
import { strict } from './strict.ts';
import { text } from './text.ts';

export const TOPICS = ['sockets', 'ports', 'tcp-udp', 'stack', 'http', 'scale', 'caching', 'cdn'] as const;
export const LEVELS = ['junior', 'mid', 'senior'] as const;
export const FOLLOW_UP_KINDS = ['definition', 'principle', 'trade-off', 'practice', 'edge-case'] as const;

/** A source at a section: an RFC, a man page, a paper. `id` is what the prose cites: <Source id="..." />. */
export const sourceSchema = strict({
  id,
  title: z.string().min(1),
  section: z.string().optional(),
  url: z.url({ protocol: /^https$/ }),
});

/**
 * Opens a run at a moment: "see it happen". `proof` names one of the entry's proofs, or it says a scenario itself: of the page's
 * sandbox, or of another one, which then opens on its own page.
 */
export const showSchema = strict({
  proof: id.optional(),
  scenario: id.optional(),
  sandbox: id.optional(),
}).refine(
  (one) =>
    (one.proof === undefined) !== (one.scenario === undefined) &&
    (one.sandbox === undefined || one.scenario !== undefined),
  'needs either a proof or a scenario; a sandbox only with a scenario',
);
export type Show = z.infer<typeof showSchema>;

export const entrySchema = strict({
  topic: z.enum(TOPICS),
  /** Place within the topic, from 1. */
  order: z.int().min(1),
  level: z.enum(LEVELS),
  /** How often interviewers ask it: 1 seldom, 2 often, 3 nearly always. */
  asked: z.int().min(1).max(3),
  minutes: z.int().min(1).max(30),
  checked: z.iso.date(),
  question: text,
  /** Other phrasings; searched too. At least one in each language. */
  phrasings: strict({ ko: z.array(z.string()).min(1), en: z.array(z.string()).min(1) }),
  /** The answer in one sentence. */
  oneLine: text,
  /** What a good candidate says aloud in thirty seconds. Plain text. */
  thirtySeconds: text,
  /** Figures worth knowing by heart, for the cheat sheet: "TIME_WAIT: 60 s on Linux". */
  figures: z.array(text).max(3).default([]),
  goodToHear: z.array(text).min(2),
  redFlags: z.array(text).min(2),
  sandbox: id,
  scenario: id,
  /** A sandbox of the plan that will take over when it exists. */
  laterSandbox: id.optional(),
  /** An unscored item about what will happen: the id of a predict task of the sandbox. */
  predictFirst: id,
  related: z.array(id).min(1),
  terms: z.array(id),
  sources: z.array(sourceSchema).min(1),
  /** What the engine holds, in a scenario of the page's sandbox or of the one named. */
  proofs: z.array(strict({ id, sandbox: id.optional(), scenario: id, claim: text, holds: statementSchema })),
  misconceptions: z.array(strict({ id, said: text, truth: text, source: id, show: showSchema })).min(1),
  followUps: z
    .array(
      strict({
        id,
        kind: z.enum(FOLLOW_UP_KINDS),
        question: text,
        /** Answered in place, or on a page of its own. */
        answer: text.optional(),
        page: id.optional(),
        show: showSchema.optional(),
      }).refine(
        (one) => one.answer !== undefined || one.page !== undefined,
        'needs an answer, or a page that answers it',
      ),
    )
    .min(3),
  quiz: z.array(itemSchema).min(5),
});
export type Entry = z.infer<typeof entrySchema>;

/** Ids that an entry may name, known only once everything is read. */
export interface Known {
  readonly slugs: readonly string[];
  readonly terms: readonly string[];
  /** Program below content/samples -> how many lines it has. */
  readonly samples: ReadonlyMap<string, number>;
  /** Sandbox id -> its scenarios, tasks and computed questions. */
  readonly sandboxes: ReadonlyMap<
    string,
    { scenarios: readonly string[]; tasks: readonly string[]; questions: readonly string[] }
  >;
}
