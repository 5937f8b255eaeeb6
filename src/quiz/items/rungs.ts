import type { Arrow } from '../core/traced.ts';

/** An arrow with its heights, and what stood still before it. */
export interface Rung {
  readonly arrow: Arrow;
  readonly y1: number;
  readonly y2: number;
}
export interface Rungs {
  readonly rungs: readonly Rung[];
  /** Torn places: at which height, and how long nothing happened (nanoseconds). */
  readonly gaps: readonly { readonly y: number; readonly ns: number }[];
  readonly height: number;
}

/** Between two moments at least and at most; a longer silence is torn. */
const LEAST = 5;
const LABEL = 18;
const MOST = 30;
const TORN_FROM_NS = 200_000_000;
const NS_A_PIXEL = 1_000_000;

/** Time runs down, each moment below the one before; labels that begin at one lane keep clear of each other. */
export function laid(arrows: readonly Arrow[]): Rungs {
  const moments = arrows
    .flatMap((arrow, i) => [
      { i, at: arrow.sentAt, sends: true, lane: arrow.from },
      { i, at: arrow.endAt, sends: false, lane: arrow.to },
    ])
    .sort((a, b) => a.at - b.at || Number(a.sends) - Number(b.sends) || a.i - b.i);
  const heights = arrows.map(() => ({ y1: 0, y2: 0 }));
  const labelled = new Map<string, number>();
  const gaps: { y: number; ns: number }[] = [];
  let y = 12;
  let before = moments[0]?.at ?? 0;
  for (const { i, at, sends, lane } of moments) {
    const ns = at - before;
    if (ns >= TORN_FROM_NS) gaps.push({ y: y + MOST / 2, ns });
    y += Math.min(MOST, Math.max(ns > 0 ? LEAST : 0, ns / NS_A_PIXEL));
    if (sends) {
      y = Math.max(y, (labelled.get(lane) ?? -LABEL) + LABEL);
      labelled.set(lane, y);
    }
    heights[i]![sends ? 'y1' : 'y2'] = y;
    before = at;
  }
  return { rungs: arrows.map((arrow, i) => ({ arrow, ...heights[i]! })), gaps, height: y + 14 };
}
