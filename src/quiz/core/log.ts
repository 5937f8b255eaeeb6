import type { Answer, Kind } from './question.ts';

/** Every event has an id of its own and the time it was made (milliseconds since 1970); none is ever changed. */
interface Entry {
  readonly id: string;
  readonly at: number;
}

/** How sure a reader is: 1 a guess, 2 fairly sure, 3 sure. */
export type Confidence = 1 | 2 | 3;

/** A graded answer. */
export interface Review extends Entry {
  readonly type: 'review';
  readonly item: string;
  /** Of the item: an answer to an older version says nothing about the new key. */
  readonly version: number;
  readonly kind: Kind;
  /** 0 to 1. */
  readonly score: number;
  /** Said before checking. */
  readonly confidence?: Confidence | undefined;
  /** From seeing the item to checking it. */
  readonly ms: number;
  /** The session it was part of; '' on a page or in an embed. */
  readonly session: string;
  readonly answer: Answer;
}

/** The reader came to the end of an answer page. One for each page: its id is `read:<page>`. */
export interface Read extends Entry {
  readonly type: 'read';
  readonly page: string;
}

/** By what a session chose its items; an exam tells nothing before its end, an interview asks questions and no items. */
export const MODES = [
  'topics',
  'track',
  'due',
  'weakest',
  'misconceptions',
  'notebook',
  'exam',
  'interview',
] as const;
export type Mode = (typeof MODES)[number];

/** A session was begun: what it asks, in order. Its answers are the reviews that name it. */
export interface Session extends Entry {
  readonly type: 'session';
  readonly items: readonly string[];
  /** Absent in logs from before there were modes, which knew topics only. */
  readonly mode?: Mode | undefined;
  /** Of an exam: how long it may take. */
  readonly minutes?: number | undefined;
  /** Of an interview: how many questions it asks, and how hard they may be. */
  readonly turns?: number | undefined;
  readonly level?: 'junior' | 'mid' | 'senior' | undefined;
}

/** A session was left before its end. */
export interface Left extends Entry {
  readonly type: 'left';
  readonly session: string;
}

/** What stands on the sheet of an exam, or is being written in an interview, and is not graded yet. The last one for an item counts. */
export interface Draft extends Entry {
  readonly type: 'draft';
  readonly session: string;
  readonly item: string;
  readonly answer: Answer;
  readonly confidence?: Confidence | undefined;
  /** To be looked at again. */
  readonly flag?: boolean | undefined;
  /** Spent on it so far. */
  readonly ms: number;
}

/** An exam was handed in. One for each: its id is `handed:<session>`. What it earned are reviews, made at that moment. */
export interface Handed extends Entry {
  readonly type: 'handed';
  readonly session: string;
}

/** The six points of an answer in an interview, given by the reader after seeing the model answer. */
export interface Points {
  readonly correct: 0 | 1 | 2;
  readonly complete: 0 | 1 | 2;
  readonly example: 0 | 1;
  readonly terms: 0 | 1;
}

/** A question of an interview was answered and graded. */
export interface Turn extends Entry {
  readonly type: 'turn';
  readonly session: string;
  /** `<page>` or `<page>/<follow-up>`. */
  readonly ask: string;
  readonly points: Points;
  /** What was written; '' when it was said aloud. */
  readonly answer: string;
  readonly ms: number;
}

/** The reader set the share of items that shall still be known when they are due. The last one counts. */
export interface Retention extends Entry {
  readonly type: 'retention';
  readonly share: number;
}

export type LogEvent = Review | Read | Session | Left | Draft | Handed | Turn | Retention;

const byTime = (a: LogEvent, b: LogEvent) => a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** One text for one event, whatever the order of its fields. */
const canonical = (event: LogEvent): string =>
  JSON.stringify(Object.entries(event).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Of two events with one id the earlier stays, so that it does not matter which log is merged into which. */
function firstOf(a: LogEvent, b: LogEvent): LogEvent {
  return a.at < b.at || (a.at === b.at && canonical(a) <= canonical(b)) ? a : b;
}

/** All events of all logs, each once, in the order they were made. Commutative, associative, idempotent. */
export function merged(...logs: readonly (readonly LogEvent[])[]): LogEvent[] {
  const byId = new Map<string, LogEvent>();
  for (const event of logs.flat()) {
    const other = byId.get(event.id);
    byId.set(event.id, other ? firstOf(other, event) : event);
  }
  return [...byId.values()].sort(byTime);
}

export const reviewsOf = (log: readonly LogEvent[]): Review[] =>
  log.filter((event) => event.type === 'review');

/** Wrong, in full or in part, though the reader was sure: corrected easily, and likely to come back (Butler, Fazio & Marsh 2011). */
export const isConfidentMistake = ({ score, confidence }: Pick<Review, 'score' | 'confidence'>): boolean =>
  confidence === 3 && score < 1;
