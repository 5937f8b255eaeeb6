/** Simulated time: integer nanoseconds since the start of the run. 2^53 ns is 104 days. */
export type Ns = number;

export const MICROSECOND: Ns = 1_000;
export const MILLISECOND: Ns = 1_000_000;
export const SECOND: Ns = 1_000_000_000;

/**
 * Time to clock `bytes` onto a link of `rateBps` bits a second, rounded up to a whole nanosecond
 * so that two frames never share the wire.
 */
export function serialisationNs(bytes: number, rateBps: number): Ns {
  return Math.ceil((bytes * 8 * SECOND) / rateBps);
}
