import { isConfidentMistake, merged, reviewsOf, type LogEvent, type Review } from './log.ts';
import type { Candidate } from './session.ts';

/** An item in the notebook of wrong answers (오답노트). */
export interface Missed {
  readonly item: string;
  readonly page: string;
  readonly times: number;
  /** The reader was sure, the last time it was missed. */
  readonly confident: boolean;
  readonly lastAt: number;
  /** What was answered then. */
  readonly answer: Review['answer'];
}

/** What was missed for one and the same reason: a misconception of a page, or none that is known. */
export interface Reason {
  readonly page: string;
  readonly misconception: string | undefined;
  readonly items: readonly Missed[];
}

/** An answer this long after the miss shows that it was not only remembered from the explanation. */
const SETTLES_AFTER = 12 * 3_600_000;

/**
 * Missed items under the misconceptions they probe; one that probes two stands under both. An item leaves when it is right half a
 * day or more after it was missed, and comes in again with the next miss. Confident mistakes first, then the latest.
 */
export function notebook(
  candidates: readonly (Candidate & { readonly version: number })[],
  log: readonly LogEvent[],
): Reason[] {
  const reviews = reviewsOf(merged(log));
  const reasons = new Map<string, { page: string; misconception: string | undefined; items: Missed[] }>();
  for (const { id, version, page, misconceptions } of candidates) {
    const missed = missedOf(
      id,
      page,
      reviews.filter((review) => review.item === id && review.version === version),
    );
    if (!missed) continue;
    const under: readonly (string | undefined)[] = misconceptions.length > 0 ? misconceptions : [undefined];
    for (const misconception of under) {
      const key = `${page}/${misconception ?? ''}`;
      const reason = reasons.get(key) ?? { page, misconception, items: [] };
      reason.items.push(missed);
      reasons.set(key, reason);
    }
  }
  const all = [...reasons.values()];
  for (const { items } of all) items.sort(worstFirst);
  return all.sort(
    (a, b) =>
      Number(b.misconception !== undefined) - Number(a.misconception !== undefined) ||
      worstFirst(a.items[0]!, b.items[0]!),
  );
}

const worstFirst = (a: Missed, b: Missed) =>
  Number(b.confident) - Number(a.confident) || b.lastAt - a.lastAt || (a.item < b.item ? -1 : 1);

function missedOf(item: string, page: string, reviews: readonly Review[]): Missed | undefined {
  const misses = reviews.filter(({ score }) => score < 1);
  const last = misses.at(-1);
  if (!last) return undefined;
  if (reviews.some(({ at, score }) => score >= 1 && at - last.at >= SETTLES_AFTER)) return undefined;
  return {
    item,
    page,
    times: misses.length,
    confident: isConfidentMistake(last),
    lastAt: last.at,
    answer: last.answer,
  };
}
