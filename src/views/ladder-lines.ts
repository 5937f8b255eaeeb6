import type { Arrow } from './ladder.ts';

/** An arrow between two columns, from `y0` at its sender to `y1` at its end, in pixels. */
export interface Line {
  readonly arrow: Arrow;
  readonly from: number;
  readonly to: number;
  readonly y0: number;
  readonly y1: number;
}

/** The arrows between lanes that are drawn; a switch, say, need not be one. `index` names a line while the run is the same. */
export const linesOf = (
  arrows: readonly Arrow[],
  columns: ReadonlyMap<string, number>,
  y: (ns: number) => number,
): (Line & { readonly index: number })[] =>
  arrows.flatMap((arrow, index) => {
    const [from, to] = [columns.get(arrow.from), columns.get(arrow.to)];
    if (from === undefined || to === undefined) return [];
    return [{ arrow, index, from, to, y0: y(arrow.sentAt), y1: y(arrow.endAt ?? arrow.sentAt) }];
  });

/** How far an arrow has come at `atNs`: the whole way, half of it where it is lost. `x` is in percent, `y` in pixels. */
export function tipOf(
  { arrow, y0, y1 }: Line,
  atNs: number,
  x: (lane: string) => number,
  y: (ns: number) => number,
): { readonly x: number; readonly y: number; readonly whole: boolean } {
  const end = arrow.endAt ?? Math.max(arrow.sentAt, atNs);
  const bottom = arrow.endAt === null ? y(end) : y1;
  const [start, there] = [x(arrow.from), x(arrow.to)];
  const target = arrow.lost ? (start + there) / 2 : there;
  const reached = end === arrow.sentAt ? 1 : Math.min(1, (atNs - arrow.sentAt) / (end - arrow.sentAt));
  return { x: start + (target - start) * reached, y: y0 + (bottom - y0) * reached, whole: reached >= 1 };
}

/** A key pressed on an arrow (`g.arrow` of an SVG): up and down go on to the one before and after, Enter does what a click does. */
export function arrowKey(
  event: KeyboardEvent & { readonly currentTarget: Element },
  toggle: () => void,
): void {
  const { key, currentTarget: own } = event;
  const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
  if (key === 'Enter') toggle();
  else if (step !== 0) {
    const all = [...own.closest('svg')!.querySelectorAll<SVGGElement>('g.arrow')];
    all[all.indexOf(own as SVGGElement) + step]?.focus();
  } else return;
  event.preventDefault();
  event.stopPropagation();
}
