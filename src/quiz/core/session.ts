import { shuffled, type Draw } from './draw.ts';
import { isHandedIn } from './exam.ts';
import { merged, type LogEvent, type Mode, type Review, type Session } from './log.ts';
import { isDue, type Memory } from './schedule.ts';

/** An item that a session may ask. */
export interface Candidate {
  readonly id: string;
  readonly topic: string;
  readonly page: string;
  /** Those that it probes. */
  readonly misconceptions: readonly string[];
}

export interface Wish {
  readonly mode: Exclude<Mode, 'notebook' | 'interview'>;
  /** By topic, and in an exam. None means all. */
  readonly topics: readonly string[];
  /** By reading path: its pages, in its order. */
  readonly pages: readonly string[];
  readonly count: number;
}

/** What the reader remembers of the candidates, in three groups. */
interface Groups {
  /** Longest overdue first. */
  readonly due: readonly string[];
  /** Never asked. */
  readonly fresh: readonly string[];
  /** Due soonest first. */
  readonly later: readonly string[];
}

function groupsOf(ids: readonly string[], memories: ReadonlyMap<string, Memory>, now: number): Groups {
  const known = ids.flatMap((id) => {
    const memory = memories.get(id);
    return memory ? [{ id, memory }] : [];
  });
  known.sort((a, b) => a.memory.due - b.memory.due || (a.id < b.id ? -1 : 1));
  const those = (due: boolean) =>
    known.filter(({ memory }) => isDue(memory, now) === due).map(({ id }) => id);
  return { due: those(true), fresh: ids.filter((id) => !memories.has(id)), later: those(false) };
}

/** What was answered before, the least firmly remembered first: what FSRS expects to be forgotten soonest. */
function weakestFirst(ids: readonly string[], memories: ReadonlyMap<string, Memory>): string[] {
  const known = ids.flatMap((id) => {
    const memory = memories.get(id);
    return memory ? [{ id, ...memory }] : [];
  });
  known.sort((a, b) => a.stabilityDays - b.stabilityDays || b.lapses - a.lapses || (a.id < b.id ? -1 : 1));
  return known.map(({ id }) => id);
}

/**
 * What a session asks: first what is due, then what was never asked, then what is due soonest. An exam is a sample of all;
 * along a reading path nothing is asked before what it stands on; else the draw mixes what was taken, so that one does not
 * practise the same thing in a row.
 */
export function plan(
  candidates: readonly Candidate[],
  wish: Wish,
  memories: ReadonlyMap<string, Memory>,
  now: number,
  draw: Draw,
): string[] {
  const { mode, topics, pages } = wish;
  const count = Math.max(0, wish.count);
  const idsOf = (list: readonly Candidate[]) => list.map(({ id }) => id);
  const inTopics = candidates.filter(({ topic }) => topics.length === 0 || topics.includes(topic));
  const usual = (list: readonly Candidate[], drawn = true): string[] => {
    const { due, fresh, later } = groupsOf(idsOf(list), memories, now);
    return [...due, ...(drawn ? shuffled(fresh, draw) : fresh), ...later].slice(0, count);
  };
  switch (mode) {
    case 'topics':
      return shuffled(usual(inTopics), draw);
    case 'misconceptions':
      return shuffled(usual(candidates.filter(({ misconceptions }) => misconceptions.length > 0)), draw);
    case 'due':
      return shuffled(groupsOf(idsOf(candidates), memories, now).due.slice(0, count), draw);
    case 'weakest':
      return shuffled(weakestFirst(idsOf(candidates), memories).slice(0, count), draw);
    case 'exam':
      return shuffled(idsOf(inTopics), draw).slice(0, count);
    case 'track': {
      const inOrder = pages.flatMap((page) => candidates.filter((one) => one.page === page));
      const taken = new Set(usual(inOrder, false));
      return idsOf(inOrder).filter((id) => taken.has(id));
    }
  }
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

export const answersOf = (session: Session, log: readonly LogEvent[]): Review[] =>
  merged(log).filter((event): event is Review => event.type === 'review' && event.session === session.id);

/** The last session of items that was begun, neither left nor finished; only items that still exist are asked. */
export function unfinished(log: readonly LogEvent[], exists: (item: string) => boolean): Session | undefined {
  const last = merged(log).findLast((event) => event.type === 'session' && event.mode !== 'interview');
  if (last?.type !== 'session' || wasLeft(last, log)) return undefined;
  const session = { ...last, items: last.items.filter(exists) };
  const going =
    session.mode === 'exam'
      ? session.items.length > 0 && !isHandedIn(session, log)
      : standing(session, log).left.length > 0;
  return going ? session : undefined;
}

export const wasLeft = ({ id }: Session, log: readonly LogEvent[]): boolean =>
  log.some((event) => event.type === 'left' && event.session === id);
