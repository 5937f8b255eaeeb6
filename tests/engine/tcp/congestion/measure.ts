import { SECOND, serialisationNs, type Ns } from '#engine/kernel/time.ts';
import { FRAME, MSS, type Drive, type PathSetup } from './path.ts';

/** Segments, seconds; means over all whole cycles after the first ten seconds. */
export interface Measured {
  readonly peak: number;
  readonly trough: number;
  readonly period: number;
  readonly use: number;
  readonly cycles: number;
}

const mean = (of: readonly number[]): number => of.reduce((sum, one) => sum + one, 0) / of.length;
/** Slow start and the first searches are over. */
export const SETTLED: Ns = 10 * SECOND;

/** The sawtooth of a loss-based control: an even number of cycles from loss to loss, because some alternate. */
export function sawtoothOf(drive: Drive): Omit<Measured, 'use'> {
  const late = drive.losses.filter((at) => at >= SETTLED);
  const count = (late.length - 1) & ~1;
  const losses = late.slice(-count - 1);
  const peaks: number[] = [];
  const troughs: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const cycle = drive.points.filter(({ at }) => at >= losses[n]! && at < losses[n + 1]!);
    const windows = cycle.map(({ cwndBytes }) => cwndBytes / MSS);
    peaks.push(Math.max(...windows.slice(1)));
    troughs.push(Math.min(...windows));
  }
  const period = (losses.at(-1)! - losses[0]!) / count / SECOND;
  return { peak: mean(peaks), trough: mean(troughs), period, cycles: count };
}

/** Share of the link's time that the frames of what was delivered take, after the first ten seconds. */
export function useOf(drive: Drive, path: PathSetup): number {
  const late = drive.points.filter(({ at }) => at >= SETTLED);
  const [from, to] = [late[0]!, late.at(-1)!];
  const frames = (to.deliveredBytes - from.deliveredBytes) / MSS;
  return (frames * serialisationNs(FRAME, path.rateBps)) / (to.at - from.at);
}

/** How often a rule begins to be applied, and how long from one time to the next on average. Seconds. */
export function rhythmOf(drive: Drive, rule: string): { readonly times: number; readonly period: number } {
  const starts = drive.points
    .filter((point, n) => point.rule === rule && drive.points[n - 1]?.rule !== rule && point.at >= SETTLED)
    .map(({ at }) => at);
  return { times: starts.length, period: (starts.at(-1)! - starts[0]!) / (starts.length - 1) / SECOND };
}
