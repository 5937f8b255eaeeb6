import { merged, reviewsOf, type Confidence, type LogEvent, type Review } from './log.ts';
import type { Memory } from './schedule.ts';

/** What the log says of a reader's practice: folds, each the numbers of one picture and of its table. */

/** The reader's day of a moment, as a count of days: what a day is depends on where the reader is, so it is given. */
export type DayOf = (at: number) => number;

export interface Share {
  readonly right: number;
  readonly of: number;
}
const shareOf = (reviews: readonly Review[]): Share => ({
  right: reviews.filter(({ score }) => score >= 1).length,
  of: reviews.length,
});
const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, n) => from + n);

/** Reviews of each of the last `days` days, today last. */
export function reviewsByDay(
  log: readonly LogEvent[],
  dayOf: DayOf,
  now: number,
  days: number,
): { readonly day: number; readonly n: number }[] {
  const today = dayOf(now);
  const count = new Map<number, number>();
  for (const { at } of reviewsOf(merged(log))) count.set(dayOf(at), (count.get(dayOf(at)) ?? 0) + 1);
  return range(today - days + 1, today).map((day) => ({ day, n: count.get(day) ?? 0 }));
}

/** Items that fall due on each of the next `days` days; what is overdue falls to today. */
export function forecast(
  memories: ReadonlyMap<string, Memory>,
  dayOf: DayOf,
  now: number,
  days: number,
): { readonly day: number; readonly n: number }[] {
  const today = dayOf(now);
  const count = new Map<number, number>();
  for (const { due } of memories.values()) {
    const day = Math.max(today, dayOf(due));
    count.set(day, (count.get(day) ?? 0) + 1);
  }
  return range(today, today + days - 1).map((day) => ({ day, n: count.get(day) ?? 0 }));
}

/** Weeks of seven days that end today, the last one last. */
const weeksOf = (today: number, weeks: number): { first: number; last: number }[] =>
  range(0, weeks - 1)
    .reverse()
    .map((ago) => ({ first: today - 7 * ago - 6, last: today - 7 * ago }));

export interface Week<T> {
  /** First and last day. */
  readonly first: number;
  readonly last: number;
  readonly value: T;
}
function byWeek<T>(
  reviews: readonly Review[],
  dayOf: DayOf,
  now: number,
  weeks: number,
  valueOf: (those: readonly Review[]) => T,
): Week<T>[] {
  return weeksOf(dayOf(now), weeks).map(({ first, last }) => ({
    first,
    last,
    value: valueOf(reviews.filter(({ at }) => dayOf(at) >= first && dayOf(at) <= last)),
  }));
}

/**
 * Retention: of what was asked again on a later day than before, how much was right. A first asking measures what one knew already,
 * and a second one on the same day what one has just read.
 */
export function retention(log: readonly LogEvent[], dayOf: DayOf, now: number, weeks: number): Week<Share>[] {
  const lastDay = new Map<string, number>();
  const again = reviewsOf(merged(log)).filter(({ item, at }) => {
    const before = lastDay.get(item);
    lastDay.set(item, dayOf(at));
    return before !== undefined && before < dayOf(at);
  });
  return byWeek(again, dayOf, now, weeks, shareOf);
}

export type Calibration = Readonly<Record<Confidence, Share>>;
const STEPS = [1, 2, 3] as const;

/** Of what was said with each confidence, how much was right: of all, and week by week. */
export const calibration = (log: readonly LogEvent[]): Calibration => calibrationOf(reviewsOf(merged(log)));
export const calibrationByWeek = (
  log: readonly LogEvent[],
  dayOf: DayOf,
  now: number,
  weeks: number,
): Week<Calibration>[] => byWeek(reviewsOf(merged(log)), dayOf, now, weeks, calibrationOf);

function calibrationOf(reviews: readonly Review[]): Calibration {
  const [guess, fairly, sure] = STEPS.map((step) =>
    shareOf(reviews.filter(({ confidence }) => confidence === step)),
  ) as [Share, Share, Share];
  return { 1: guess, 2: fairly, 3: sure };
}

/** A topic's last answers: how much was right, and how many items of it were asked at all. */
export interface TopicShare extends Share {
  readonly topic: string;
  readonly seen: number;
  readonly items: number;
}

/** How many of an item's last answers speak for what is known now. */
const RECENT = 3;

/** The weakest first; topics that were never asked are last. */
export function topics(
  log: readonly LogEvent[],
  items: readonly { readonly id: string; readonly version: number; readonly topic: string }[],
): TopicShare[] {
  const reviews = new Map<string, Review[]>();
  for (const review of reviewsOf(merged(log)))
    reviews.set(review.item, [...(reviews.get(review.item) ?? []), review]);
  const names = items.map(({ topic }) => topic).filter((topic, n, all) => all.indexOf(topic) === n);
  const shares = names.map((topic): TopicShare => {
    const those = items.filter((item) => item.topic === topic);
    const recent = those.map(({ id, version }) =>
      (reviews.get(id) ?? []).filter((review) => review.version === version).slice(-RECENT),
    );
    return {
      topic,
      ...shareOf(recent.flat()),
      seen: recent.filter((list) => list.length > 0).length,
      items: those.length,
    };
  });
  const rank = ({ right, of }: Share) => (of === 0 ? 2 : right / of);
  return shares.sort((a, b) => rank(a) - rank(b) || b.of - a.of);
}

/** Days with practice among the last `days`: a gap takes nothing away, and no run of days can be lost. */
export interface Practice {
  /** Today last. */
  readonly days: readonly boolean[];
  readonly practised: number;
  readonly thisWeek: number;
}
export function practice(log: readonly LogEvent[], dayOf: DayOf, now: number, days: number): Practice {
  const active = new Set(
    log.flatMap((event) => (event.type === 'review' || event.type === 'turn' ? [dayOf(event.at)] : [])),
  );
  const today = dayOf(now);
  const list = range(today - days + 1, today).map((day) => active.has(day));
  const count = (of: readonly boolean[]) => of.filter(Boolean).length;
  return { days: list, practised: count(list), thisWeek: count(list.slice(-7)) };
}
