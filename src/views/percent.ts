/** A place or width in percent to a hundredth: finer than a screen shows, and a page that stands still says it in five letters, not in seventeen. */
export const percent = (value: number): number => Math.round(value * 100) / 100;
