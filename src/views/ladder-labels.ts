import type { Line } from './ladder-lines.ts';
import type { Arrow } from './ladder.ts';

/** Where on its arrow (from 0, the sender, to 1) a label stands; `y` is its base line. */
export interface LabelPlace {
  readonly along: number;
  readonly y: number;
}

/** Height of a label, and how far it reaches above its base line. */
export const TALL = 13;
const RISES = 10;

const PLACES = [
  [0.5, -8],
  [0.5, 15],
  [0.34, -8],
  [0.66, 15],
  [0.66, -8],
  [0.34, 15],
  [0.25, -8],
  [0.75, 15],
] as const;

/** Told before the others: what opens, ends or goes wrong. */
const isNotable = ({ arrow }: Line): boolean =>
  (arrow.tone !== 'data' && arrow.tone !== 'ack') ||
  arrow.lost ||
  arrow.retransmission ||
  arrow.corrupt ||
  arrow.copy;

/**
 * A place for each label that has one: none covers another between the same columns, nor what is in `bands` (pairs of y).
 * Where there is no room the label is left out, a plain segment's before one that opens, ends or goes wrong.
 */
export function placeLabels(
  lines: readonly Line[],
  bands: readonly (readonly [number, number])[] = [],
): ReadonlyMap<Arrow, LabelPlace> {
  const taken = new Taken();
  for (const [top, bottom] of bands)
    for (let y = top; y < bottom + TALL; y += TALL) taken.add(Math.min(y, bottom), -Infinity, Infinity);
  const places = new Map<Arrow, LabelPlace>();
  const put = (line: Line) => {
    const { arrow, y0, y1 } = line;
    const [lo, hi] = [Math.min(line.from, line.to), Math.max(line.from, line.to)];
    for (const [along, off] of PLACES) {
      const y = Math.round((y0 + (y1 - y0) * along + off) * 10) / 10;
      if (!taken.isFree(y - RISES, lo, hi)) continue;
      taken.add(y - RISES, lo, hi);
      places.set(arrow, { along, y });
      return;
    }
  };
  lines.filter(isNotable).forEach(put);
  lines.filter((line) => !isNotable(line)).forEach(put);
  return places;
}

/** Tops of what is placed, by height, so that looking stays quick among thousands. */
class Taken {
  readonly #rows = new Map<number, { top: number; lo: number; hi: number }[]>();

  add(top: number, lo: number, hi: number): void {
    const row = Math.floor(top / TALL);
    const known = this.#rows.get(row);
    if (known) known.push({ top, lo, hi });
    else this.#rows.set(row, [{ top, lo, hi }]);
  }

  isFree(top: number, lo: number, hi: number): boolean {
    const row = Math.floor(top / TALL);
    for (let near = row - 1; near <= row + 1; near += 1) {
      for (const one of this.#rows.get(near) ?? [])
        if (Math.abs(one.top - top) < TALL && one.lo < hi && lo < one.hi) return false;
    }
    return true;
  }
}
