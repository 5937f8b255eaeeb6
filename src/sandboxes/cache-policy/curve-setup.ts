import { Curve, curveSizes, type CurvePoint } from '#engine/cache/curve.ts';
import type { PolicyId } from '#engine/cache/eviction/policy.ts';
import type { Setup } from '#player/model.ts';
import { chosen, OWN } from './parameters.ts';
import { requestsOf } from './run.ts';

const OBJECTS = 100_000;
const REQUESTS = 1_000_000;

/** What is measured: keys in [0, objects). */
export interface Measured {
  readonly keys: Int32Array;
  readonly objects: number;
}

/** Of which requests: a setup's, or some that are there already. */
export type Source = { readonly setup: Setup } | { readonly requests: Measured };

/** The setup's workload at full size: the same kind, exponent and seed, more keys and requests. The reader's own list as it is. */
export const measuredOf = (setup: Setup): Measured =>
  requestsOf(setup, { objects: OBJECTS, requests: REQUESTS });

/** How much that is, without drawing it. */
export function scaleOf(setup: Setup): { readonly objects: number; readonly requests: number } {
  if (chosen(setup.parameters).workload !== OWN) return { objects: OBJECTS, requests: REQUESTS };
  const { keys, objects } = measuredOf(setup);
  return { objects, requests: keys.length };
}

export function curveOf({ keys, objects }: Measured, policies: readonly PolicyId[]): Curve {
  return new Curve({
    policies,
    sizes: curveSizes(objects),
    nextKey: (index) => keys[index]!,
    requests: keys.length,
    objects,
  });
}

/** How far a measurement has come; `points` only ever grows. */
export interface CurveProgress {
  readonly done: number;
  readonly total: number;
  readonly points: readonly CurvePoint[];
  /** Of what was measured. */
  readonly objects: number;
  readonly requests: number;
}
