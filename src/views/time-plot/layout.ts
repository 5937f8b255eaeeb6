/** A quantity over time. `at` in nanoseconds, ascending; a value of null is a gap. */
export interface Point {
  readonly at: number;
  readonly value: number | null;
}
export interface PlotLine {
  readonly id: string;
  /** What stands at its end; '' for a line that another one's name covers. */
  readonly label: string;
  /** A CSS colour, as a rule `var(--name)`. */
  readonly colour: string;
  /** SVG dash pattern, so that the line is known without its colour too; '' is solid. */
  readonly dash: string;
  /** Drawn lighter: a threshold beside its quantity. */
  readonly faint?: boolean;
  readonly points: readonly Point[];
}
/** Something that happened, as a small sign on the axis. */
export interface PlotMark {
  readonly at: number;
  readonly colour: string;
  /** What it is, for those who cannot see where it stands. */
  readonly label: string;
}

/** Round numbers from 0 to `max` or a little above, some `count` of them. */
export function ticksTo(max: number, count: number): readonly number[] {
  if (!(max > 0)) return [0, 1];
  const rough = max / count;
  let unit = 1;
  while (unit * 10 <= rough) unit *= 10;
  while (unit > rough) unit /= 10;
  const step = unit * ([1, 2, 5, 10].find((one) => unit * one >= rough) ?? 10);
  const ticks = [0];
  while (ticks.at(-1)! < max) ticks.push(Math.round((ticks.at(-1)! + step) * 1e6) / 1e6);
  return ticks;
}

/** Largest value of all lines; 0 where there is none. */
export function largest(lines: readonly PlotLine[]): number {
  let most = 0;
  for (const { points } of lines)
    for (const { value } of points) if (value !== null && value > most) most = value;
  return most;
}

/** Room at both sides of a plot, in pixels: for what stands at its ticks, and for the names at its lines' ends. */
export interface Margins {
  readonly left: number;
  readonly names: number;
}
const LEAST: Margins = { left: 44, names: 92 };

/** The same for all plots that stand above each other, so that an instant lies above itself. */
export function marginsOf(
  stack: readonly (readonly PlotLine[])[],
  write: (value: number) => string,
): Margins {
  const ticks = stack.map((lines) => write(ticksTo(largest(lines) * 1.02, 2).at(-1)!));
  // a small value may have a decimal that the largest has not
  const names = stack.flat().map((line) => {
    const value = write(largest([line])).padStart(4, '0');
    return line.label === '' ? '' : `${line.label} ${value}`;
  });
  return {
    left: Math.max(LEAST.left, ...ticks.map((text) => Math.ceil(6 + lengthOf(text)))),
    names: Math.max(LEAST.names, ...names.map((text) => Math.ceil(14 + lengthOf(text, BOLD)))),
  };
}

/** Of a sign, at 12 pixels; where it is a wide face, a Hangul syllable is still as wide as it is high. */
const PLAIN = 7.7;
const BOLD = 8.4;
const lengthOf = (text: string, sign = PLAIN): number =>
  [...text].reduce((sum, one) => sum + (one >= '\u1100' ? 12 : sign), 0);

/** The point at or before `at`; undefined before the first, and in a gap. */
export function pointAt(points: readonly Point[], at: number): Point | undefined {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (points[middle]!.at <= at) low = middle + 1;
    else high = middle;
  }
  const found = points[low - 1];
  return found?.value === null ? undefined : found;
}

export interface Placed {
  readonly x: number;
  readonly y: number;
}

/** Leaves out what stands less than `tolerance` off the straight line between what is kept (Ramer, Douglas and Peucker). */
export function simplified(points: readonly Placed[], tolerance: number): readonly Placed[] {
  if (points.length < 3) return points;
  const keep = new Uint8Array(points.length);
  keep[0] = keep[points.length - 1] = 1;
  const spans: [number, number][] = [[0, points.length - 1]];
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [from, to] = span;
    const [a, b] = [points[from]!, points[to]!];
    let worst = tolerance;
    let at = -1;
    for (let n = from + 1; n < to; n += 1) {
      const share = b.x === a.x ? 0 : (points[n]!.x - a.x) / (b.x - a.x);
      const off = Math.abs(points[n]!.y - (a.y + share * (b.y - a.y)));
      if (off > worst) {
        worst = off;
        at = n;
      }
    }
    if (at < 0) continue;
    keep[at] = 1;
    spans.push([from, at], [at, to]);
  }
  return points.filter((_, n) => keep[n] === 1);
}

/** An SVG path through the points, broken at gaps. */
export function pathOf(
  points: readonly Point[],
  x: (at: number) => number,
  y: (value: number) => number,
): string {
  const strokes: Placed[][] = [[]];
  for (const { at, value } of points) {
    if (value === null) strokes.push([]);
    else strokes.at(-1)!.push({ x: x(at), y: y(value) });
  }
  return strokes
    .filter((stroke) => stroke.length > 0)
    .map(
      (stroke) =>
        `M${simplified(stroke, 0.35)
          .map((one) => `${round(one.x)} ${round(one.y)}`)
          .join('L')}`,
    )
    .join('');
}

/** A tenth of a pixel is finer than anybody sees, and the same on the server and in every browser. */
export const round = (value: number): number => Math.round(value * 10) / 10;
