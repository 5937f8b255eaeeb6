import { Curve, curveSizes, type CurvePoint } from '#engine/cache/curve.ts';
import { laneIds } from './lanes.ts';
import type { Setup } from '#player/model.ts';
import { workloadOf } from './run.ts';

export const CURVE_OBJECTS = 100_000;
export const CURVE_REQUESTS = 1_000_000;

export const sizes = curveSizes(CURVE_OBJECTS);

/** The setup's workload at full size: the same kind, exponent and seed, more keys and requests. */
export function curveOf(setup: Setup): Curve {
  const size = { objects: CURVE_OBJECTS, requests: CURVE_REQUESTS };
  return new Curve({ policies: laneIds, sizes, nextKey: workloadOf(setup, size), ...size });
}

/** How far a measurement has come; `points` only ever grows. */
export interface CurveProgress {
  readonly done: number;
  readonly total: number;
  readonly points: readonly CurvePoint[];
}

export const progressOf = (curve: Curve): CurveProgress => ({
  done: curve.done,
  total: curve.total,
  points: [...curve.points],
});
