import { shuffled, type Draw } from './draw.ts';
import { merged, type LogEvent, type Review, type Session } from './log.ts';
import { isDue, type Memory } from './schedule.ts';

/** An item that a session may ask. */
export interface Candidate {
  readonly id: string;
  readonly topic: string;
}

export interface Wish {
  /** None means all. */
  readonly topics: readonly string[];
  readonly count: number;
}

/**
 * What a session asks: first what is due (longest overdue first), then what was never asked, then what is due soonest.
 * Within a group the draw mixes the topics, so that one does not practise the same thing in a row.
 */
export function plan(
  candidates: readonly Candidate[],
  wish: Wish,
  memories: ReadonlyMap<string, Memory>,
  now: number,
  draw: Draw,
): string[] {
  const chosen = candidates
    .filter(({ topic }) => wish.topics.length === 0 || wish.topics.includes(topic))
    .map(({ id }) => id);
  const known = chosen.flatMap((id) => {
    const memory = memories.get(id);
    return memory ? [{ id, memory }] : [];
  });
  known.sort((a, b) => a.memory.due - b.memory.due || (a.id < b.id ? -1 : 1));
  const due = known.filter(({ memory }) => isDue(memory, now));
  const later = known.filter(({ memory }) => !isDue(memory, now));
  const fresh = shuffled(
    chosen.filter((id) => !memories.has(id)),
    draw,
  );
  const picked = [...due.map(({ id }) => id), ...fresh, ...later.map(({ id }) => id)].slice(
    0,
    Math.max(0, wish.count),
  );
  return shuffled(picked, draw);
}

/** Where a session stands: a fold over the log, so it goes on after a reload, and in another tab. */
export interface Standing {
  /** Still to be asked; the first is asked now. Empty when it is over. */
  readonly left: readonly string[];
  readonly answered: number;
  /** Answers that the session will have had when all that is left has been given. */
  readonly total: number;
  /** Items not right at the first asking, in that order. */
  readonly missed: readonly string[];
  /** Right at the first asking. */
  readonly right: number;
}

/** A missed item returns after this many others (or at the end), and at most this often. */
const RETURNS_AFTER = 3;
const RETURNS = 2;

export function standing(session: Session, log: readonly LogEvent[]): Standing {
  const left = [...session.items];
  const asked = new Map<string, number>();
  const missed: string[] = [];
  let right = 0;
  for (const review of answersOf(session, log)) {
    const place = left.indexOf(review.item);
    if (place < 0) continue;
    left.splice(place, 1);
    const times = asked.get(review.item) ?? 0;
    asked.set(review.item, times + 1);
    if (times === 0 && review.score >= 1) right += 1;
    if (times === 0 && review.score < 1) missed.push(review.item);
    if (review.score < 1 && times < RETURNS)
      left.splice(Math.min(RETURNS_AFTER, left.length), 0, review.item);
  }
  const answered = [...asked.values()].reduce((sum, times) => sum + times, 0);
  return { left, answered, total: answered + left.length, missed, right };
}

const answersOf = (session: Session, log: readonly LogEvent[]): Review[] =>
  merged(log).filter((event): event is Review => event.type === 'review' && event.session === session.id);

/** The last session that was begun, neither left nor finished; only items that still exist are asked. */
export function unfinished(log: readonly LogEvent[], exists: (item: string) => boolean): Session | undefined {
  const left = new Set(log.flatMap((event) => (event.type === 'left' ? [event.session] : [])));
  const last = merged(log).findLast((event) => event.type === 'session');
  if (last?.type !== 'session' || left.has(last.id)) return undefined;
  const session = { ...last, items: last.items.filter(exists) };
  return standing(session, log).left.length > 0 ? session : undefined;
}
