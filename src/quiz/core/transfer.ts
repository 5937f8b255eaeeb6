import * as z from 'zod/mini';
import { merged, MODES, type LogEvent } from './log.ts';

export const FORMAT = 'keepalive-progress';
/** 2 knows modes, exams, interviews and a retention of one's own; a file of version 1 is one of version 2 without them. */
export const VERSION = 2;

/** More than a reader can answer in a life (an event has about 200 bytes); a larger file is not ours. */
export const MAX_BYTES = 16 * 1024 * 1024;

const name = z.string().check(z.minLength(1), z.maxLength(200));
/** Until the year 2100: a due date years later must still be a date. */
const at = z.int().check(z.gte(0), z.lte(4_102_444_800_000));
const answer = z.string().check(z.maxLength(10_000));

const given = z.union([answer, z.array(answer).check(z.maxLength(100))]);
const confidence = z.literal([1, 2, 3]);
const ms = z.int().check(z.gte(0));

const event = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('review'),
    id: name,
    at,
    item: name,
    version: z.int().check(z.gte(1)),
    kind: z.enum([
      'single',
      'several',
      'order',
      'match',
      'number',
      'short',
      'say',
      'goal',
      'predict',
      'trace',
      'computed',
    ]),
    score: z.number().check(z.gte(0), z.lte(1)),
    confidence: z.optional(confidence),
    ms,
    session: z.string().check(z.maxLength(200)),
    answer: given,
  }),
  z.strictObject({ type: z.literal('read'), id: name, at, page: name }),
  z.strictObject({
    type: z.literal('session'),
    id: name,
    at,
    items: z.array(name).check(z.maxLength(10_000)),
    mode: z.optional(z.enum(MODES)),
    minutes: z.optional(z.int().check(z.gte(1), z.lte(1440))),
    turns: z.optional(z.int().check(z.gte(1), z.lte(1000))),
    level: z.optional(z.enum(['junior', 'mid', 'senior'])),
  }),
  z.strictObject({ type: z.literal('left'), id: name, at, session: name }),
  z.strictObject({
    type: z.literal('draft'),
    id: name,
    at,
    session: name,
    item: name,
    answer: given,
    confidence: z.optional(confidence),
    flag: z.optional(z.boolean()),
    ms,
  }),
  z.strictObject({ type: z.literal('handed'), id: name, at, session: name }),
  z.strictObject({
    type: z.literal('turn'),
    id: name,
    at,
    session: name,
    ask: name,
    points: z.strictObject({
      correct: z.literal([0, 1, 2]),
      complete: z.literal([0, 1, 2]),
      example: z.literal([0, 1]),
      terms: z.literal([0, 1]),
    }),
    answer,
    ms,
  }),
  /** FSRS makes no sense at the ends: all of it every day, or nothing ever. */
  z.strictObject({
    type: z.literal('retention'),
    id: name,
    at,
    share: z.number().check(z.gte(0.7), z.lte(0.97)),
  }),
]);

const head = z.looseObject({ format: z.literal(FORMAT), version: z.int().check(z.gte(1)) });
const file = z.strictObject({
  format: z.literal(FORMAT),
  version: z.int().check(z.gte(1), z.lte(VERSION)),
  events: z.array(event),
});

export type ImportProblem =
  'too-large' | 'not-json' | 'other-schema' | 'newer-version' | 'damaged' | 'duplicates';

export type Import =
  | { readonly ok: true; readonly events: readonly LogEvent[] }
  /** `where` names the first field that is wrong, with 'damaged'. */
  | { readonly ok: false; readonly problem: ImportProblem; readonly where?: string };

/** The file that a reader takes along. */
export const exported = (log: readonly LogEvent[]): string =>
  JSON.stringify({ format: FORMAT, version: VERSION, events: merged(log) });

/** All of the file, or none of it. */
export function imported(text: string): Import {
  if (text.length > MAX_BYTES) return { ok: false, problem: 'too-large' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, problem: 'not-json' };
  }
  const known = head.safeParse(value);
  if (!known.success) return { ok: false, problem: 'other-schema' };
  if (known.data.version > VERSION) return { ok: false, problem: 'newer-version' };
  const read = file.safeParse(value);
  if (!read.success)
    return { ok: false, problem: 'damaged', where: read.error.issues[0]?.path.join('.') ?? '' };
  const events: readonly LogEvent[] = read.data.events;
  if (new Set(events.map(({ id }) => id)).size < events.length) return { ok: false, problem: 'duplicates' };
  return { ok: true, events };
}

/** Whether a stored value is one of our events: what another version or a damaged disk left behind is passed over. */
export const isLogEvent = (value: unknown): value is LogEvent => event.safeParse(value).success;
