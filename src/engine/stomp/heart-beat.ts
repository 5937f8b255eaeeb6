/** "Heart-beating": what a side can send, and what it would like to get, in milliseconds; 0 is not at all. */
export interface Beats {
  readonly sends: number;
  readonly wants: number;
}

/** '10000,5000' of a heart-beat header; without one '0,0'. Undefined where it is none. */
export function beatsOf(value: string | undefined): Beats | undefined {
  if (value === undefined) return { sends: 0, wants: 0 };
  const match = /^([0-9]{1,9}),([0-9]{1,9})$/.exec(value);
  return match ? { sends: Number(match[1]), wants: Number(match[2]) } : undefined;
}

/** How often `from` beats for `to`, in milliseconds: the longer of what one can and the other wants; 0 where either is. */
export const intervalOf = (from: Beats, to: Beats): number =>
  from.sends === 0 || to.wants === 0 ? 0 : Math.max(from.sends, to.wants);
