/** Columns that fit into a narrow, a medium and a wide page; which of them shows is a matter of style, so that it needs no measuring. */
const SIZES = { narrow: 11, medium: 23, wide: 34 } as const;

export interface Windows {
  readonly from: number;
  readonly to: number;
  /** The narrowest page on which the column shows. */
  classOf(at: number): keyof typeof SIZES;
}

/** Three quarters of each window lie behind the current column, one quarter ahead, as far as there are columns. */
export function windowsOf(columns: number, current: number): Windows {
  const start = (size: number) =>
    Math.max(0, Math.min(Math.max(current, 0) - Math.floor((size * 3) / 4), columns - size));
  const within = (at: number, size: number) => at >= start(size) && at < start(size) + size;
  const from = start(SIZES.wide);
  return {
    from,
    to: Math.min(from + SIZES.wide, columns),
    classOf: (at) => (within(at, SIZES.narrow) ? 'narrow' : within(at, SIZES.medium) ? 'medium' : 'wide'),
  };
}
