/** One thin line: `points` in the units of the axes, x ascending. */
export interface Line {
  readonly id: string;
  readonly label: string;
  /** A CSS colour, as a rule `var(--name)`. */
  readonly colour: string;
  /** SVG dash pattern, so that the line is known without its colour too; '' is solid. */
  readonly dash: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

/** An axis from `min` to `max` with its ticks; `log` needs `min` above 0. */
export interface Axis {
  readonly title: string;
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly number[];
  readonly log?: boolean;
}

/** Position on the axis, 0 to 1. */
export function place({ min, max, log }: Axis, value: number): number {
  return log ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min);
}

/** A tenth of a pixel is finer than anybody sees, and the same on the server and in every browser. */
export const round = (value: number): number => Math.round(value * 10) / 10;

/** Moves labels apart, in their order, until they stand `gap` apart within [0, height]; each as near to its wish as that allows. */
export function spread(wishes: readonly number[], gap: number, height: number): readonly number[] {
  const order = wishes.map((wish, i) => ({ wish, i })).sort((a, b) => a.wish - b.wish || a.i - b.i);
  // a run of touching labels is centred on the mean of its wishes, as far as the edges allow
  const topOf = ({ sum, count }: Touching) =>
    Math.max(0, Math.min(sum / count - ((count - 1) * gap) / 2, height - (count - 1) * gap));
  const runs: Touching[] = [];
  for (const { wish } of order) {
    let run: Touching = { sum: wish, count: 1 };
    for (
      let before = runs.at(-1);
      before && topOf(run) < topOf(before) + before.count * gap;
      before = runs.at(-1)
    ) {
      run = { sum: before.sum + run.sum, count: before.count + run.count };
      runs.pop();
    }
    runs.push(run);
  }
  const found: number[] = Array.from({ length: wishes.length }, () => 0);
  let next = 0;
  for (const run of runs) {
    for (let k = 0; k < run.count; k += 1) found[order[next++]!.i] = topOf(run) + k * gap;
  }
  return found;
}

interface Touching {
  readonly sum: number;
  readonly count: number;
}
