import type { Answer, Kind } from './question.ts';

/** Every event has an id of its own and the time it was made (milliseconds since 1970); none is ever changed. */
interface Entry {
  readonly id: string;
  readonly at: number;
}

/** A graded answer. */
export interface Review extends Entry {
  readonly type: 'review';
  readonly item: string;
  /** Of the item: an answer to an older version says nothing about the new key. */
  readonly version: number;
  readonly kind: Kind;
  /** 0 to 1. */
  readonly score: number;
  /** Said before checking: 1 a guess, 2 fairly sure, 3 sure. */
  readonly confidence?: 1 | 2 | 3 | undefined;
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

/** A session was begun: what it asks, in order. Its answers are the reviews that name it. */
export interface Session extends Entry {
  readonly type: 'session';
  readonly items: readonly string[];
}

/** A session was left before its end. */
export interface Left extends Entry {
  readonly type: 'left';
  readonly session: string;
}

export type LogEvent = Review | Read | Session | Left;

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
