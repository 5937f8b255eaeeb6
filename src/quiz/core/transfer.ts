import * as z from 'zod/mini';
import { merged, type LogEvent } from './log.ts';

export const FORMAT = 'keepalive-progress';
export const VERSION = 1;

/** More than a reader can answer in a life (an event has about 200 bytes); a larger file is not ours. */
export const MAX_BYTES = 16 * 1024 * 1024;

const name = z.string().check(z.minLength(1), z.maxLength(200));
/** Until the year 2100: a due date years later must still be a date. */
const at = z.int().check(z.gte(0), z.lte(4_102_444_800_000));
const answer = z.string().check(z.maxLength(10_000));

const event = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('review'),
    id: name,
    at,
    item: name,
    version: z.int().check(z.gte(1)),
    kind: z.enum(['single', 'several', 'order', 'match', 'number', 'short', 'computed']),
    score: z.number().check(z.gte(0), z.lte(1)),
    confidence: z.optional(z.union([z.literal(1), z.literal(2), z.literal(3)])),
    ms: z.int().check(z.gte(0)),
    session: z.string().check(z.maxLength(200)),
    answer: z.union([answer, z.array(answer).check(z.maxLength(100))]),
  }),
  z.strictObject({ type: z.literal('read'), id: name, at, page: name }),
  z.strictObject({
    type: z.literal('session'),
    id: name,
    at,
    items: z.array(name).check(z.maxLength(10_000)),
  }),
  z.strictObject({ type: z.literal('left'), id: name, at, session: name }),
]);

const head = z.looseObject({ format: z.literal(FORMAT), version: z.int().check(z.gte(1)) });
const file = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
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
