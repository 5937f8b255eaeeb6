import { createEmptyCard, fsrs, Rating, type Grade as Recall } from 'ts-fsrs';
import { isConfidentMistake, merged, reviewsOf, type LogEvent, type Review } from './log.ts';

const DAY = 86_400_000;

/** What the log says about one item: a fold over its reviews, never stored. */
export interface Memory {
  readonly reviews: number;
  readonly lastAt: number;
  readonly lastScore: number;
  /** When it should be asked again (milliseconds since 1970). */
  readonly due: number;
  readonly stabilityDays: number;
  /** Reviews that were wrong. */
  readonly lapses: number;
}

export interface ScheduleOptions {
  /** The share of items that shall still be known when they are due; what the log says of it, if absent. */
  readonly retention?: number;
  /** The version an item has now; reviews of an older one do not count. Items without one are left out. */
  readonly versions: ReadonlyMap<string, number>;
}

/** How FSRS hears a score: less than half is forgotten, less than all was hard. */
export const recallOf = (score: number): Recall =>
  score < 0.5 ? Rating.Again : score < 1 ? Rating.Hard : Rating.Good;

/** The share that a reader who has set none gets. */
export const USUAL_RETENTION = 0.9;

/** The share that the reader set last. */
export const retentionOf = (log: readonly LogEvent[]): number =>
  merged(log).findLast((event) => event.type === 'retention')?.share ?? USUAL_RETENTION;

/**
 * When the last confident mistake must be asked again: a day after it, whatever FSRS says. Being right in the same sitting does
 * not settle it, only an answer half a day later does (asked at night, it may be answered the next noon).
 */
function recheckOf(reviews: readonly Review[]): number {
  const mistake = reviews.findLast(isConfidentMistake);
  if (!mistake || reviews.some(({ at }) => at - mistake.at >= DAY / 2)) return Infinity;
  return mistake.at + DAY;
}

/**
 * Item id to what is remembered of it. The order and number of copies of the events make no difference.
 * Days only (no learning steps of minutes): what is missed comes back within its session, and then the next day.
 */
export function schedule(log: readonly LogEvent[], options: ScheduleOptions): Map<string, Memory> {
  const scheduler = fsrs({
    request_retention: options.retention ?? retentionOf(log),
    enable_fuzz: false,
    enable_short_term: false,
  });
  const ofItem = new Map<string, Review[]>();
  for (const review of reviewsOf(merged(log))) {
    if (review.version !== options.versions.get(review.item)) continue;
    ofItem.set(review.item, [...(ofItem.get(review.item) ?? []), review]);
  }
  const memories = new Map<string, Memory>();
  for (const [item, reviews] of ofItem) {
    let card = createEmptyCard(reviews[0]!.at);
    for (const review of reviews) card = scheduler.next(card, review.at, recallOf(review.score)).card;
    const last = reviews.at(-1)!;
    memories.set(item, {
      reviews: reviews.length,
      lastAt: last.at,
      lastScore: last.score,
      due: Math.min(card.due.getTime(), recheckOf(reviews)),
      stabilityDays: card.stability,
      lapses: reviews.filter((review) => recallOf(review.score) === Rating.Again).length,
    });
  }
  return memories;
}

export const isDue = (memory: Memory, now: number): boolean => memory.due <= now;

export type Mark = 'unseen' | 'read' | 'due' | 'known';

/** The mark of a page on home, from the items it has. Due comes first: it is what the reader can act on. */
export function markOf(
  items: readonly string[],
  read: boolean,
  memories: ReadonlyMap<string, Memory>,
  now: number,
): Mark {
  const seen = items.flatMap((item) => memories.get(item) ?? []);
  if (seen.some((memory) => isDue(memory, now))) return 'due';
  if (items.length > 0 && seen.length === items.length && seen.every((memory) => memory.lastScore >= 1))
    return 'known';
  return read || seen.length > 0 ? 'read' : 'unseen';
}

/** Pages that were read to their end. */
export const pagesRead = (log: readonly LogEvent[]): Set<string> =>
  new Set(log.flatMap((event) => (event.type === 'read' ? [event.page] : [])));
