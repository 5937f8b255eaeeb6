import type { Line } from './ladder-lines.ts';
import type { Arrow } from './ladder.ts';

/** Where on its arrow (from 0, the sender, to 1) a label stands; at 1 it ends there, elsewhere that is its middle. `y` is its base line. */
export interface LabelPlace {
  readonly along: number;
  readonly y: number;
}

/** Height of a label, and how far it reaches above its base line. */
export const TALL = 13;
const RISES = 10;

/** Along the arrow, and how far below the line. Not so far from the middle that the states of a lane would be covered. */
const PLACES = [
  [0.5, -6],
  [0.5, 14],
  [0.4, -6],
  [0.6, 14],
  [0.6, -6],
  [0.4, 14],
] as const;
/** Where many leave together, lines are apart where they arrive. */
const AT_THE_TIP = [[1, -2]] as const;
const MANY = 3;

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
  const together = leavingTogether(lines);
  const places = new Map<Arrow, LabelPlace>();
  const put = (line: Line) => {
    const { arrow, y0, y1 } = line;
    const [lo, hi] = [Math.min(line.from, line.to), Math.max(line.from, line.to)];
    for (const [along, off] of together.has(arrow) ? AT_THE_TIP : PLACES) {
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

/** Those of which many leave a lane so close after each other that their labels would cover each other in the middle. */
function leavingTogether(lines: readonly Line[]): ReadonlySet<Arrow> {
  const found = new Set<Arrow>();
  const bursts = new Map<string, Line[]>();
  for (const line of [...lines].sort((a, b) => a.y0 - b.y0)) {
    const way = `${line.from}>${line.to}`;
    const before = bursts.get(way);
    const goesOn = before && line.y0 - before.at(-1)!.y0 < TALL;
    const burst = goesOn ? before : [];
    burst.push(line);
    bursts.set(way, burst);
    if (burst.length >= MANY)
      for (const { arrow } of burst.slice(burst.length > MANY ? -1 : 0)) found.add(arrow);
  }
  return found;
}

/** So many signs fit between two lanes of a telephone. */
const FIT = 24;

/**
 * A label around what is spare where there is little room: of a segment with data what it acknowledges, as of a long FIN;
 * of what else is long, its own number.
 */
export function piecesOf(label: string): readonly [before: string, spare: string, after: string] {
  const [, flags = label, seq = '', ack = '', len = ''] =
    /^(\S+ )( seq=\d+)( ack=\d+)( len=\d+)?$/.exec(label) ?? [];
  const long = label.length > FIT;
  if (len !== '' || (long && flags.includes('FIN'))) return [flags + seq, ack, len];
  return long ? [flags, seq, ack] : [flags + seq + ack, '', ''];
}

/** So many lanes still fit beside each other on a telephone; more scroll to the side. */
export const CLOSE = 4;

/** So much of a label is read between two of several lanes that stand close. */
export function beginningOf(
  label: string,
  lanes: number,
): readonly [before: string, spare: string, after: string] {
  const fit = Math.floor(FIT_BETWEEN / lanes);
  return lanes <= CLOSE && label.length > fit
    ? [label.slice(0, fit - 1), label.slice(fit - 1), '']
    : [label, '', ''];
}
/** Signs that a telephone is wide, but for the lanes themselves. */
const FIT_BETWEEN = 45;

/** Where the playhead's time stands: at which side of the picture, its base line so far below the line. */
const TIMES = [
  { side: 'left', off: -5 },
  { side: 'right', off: -5 },
  { side: 'left', off: 13 },
  { side: 'right', off: 13 },
] as const;
export type TimePlace = (typeof TIMES)[number];

/** The first place for the time that covers none of the base lines of what stands at that side. */
export const placeTime = (
  y: number,
  taken: Readonly<Record<TimePlace['side'], readonly number[]>>,
): TimePlace =>
  TIMES.find(({ side, off }) => taken[side].every((base) => Math.abs(base - y - off) >= TALL)) ?? TIMES[0];

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
