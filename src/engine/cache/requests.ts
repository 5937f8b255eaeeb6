import type { Intervention } from '../kernel/trace.ts';
import { MILLISECOND, type Ns } from '../kernel/time.ts';

/** One request as it is made, or as an intervention kept it from being made. */
export interface Arrival {
  readonly at: Ns;
  /** Index in the workload. */
  readonly request: number;
  readonly key: number;
  readonly kind: 'made' | 'extra' | 'dropped';
}

export const nameOf = (request: number): string => `request/${request}`;

/**
 * The workload's requests, one a millisecond, with the interventions applied in their order. A dropped one is not made; a duplicated one
 * is made twice in a row; one delayed by k ms is made right after the one k later. An act on a request that is not there
 * does nothing, so that an old link still opens.
 */
export function arrivals(keys: Int32Array, interventions: readonly Intervention[]): readonly Arrival[] {
  const found: Arrival[] = [];
  keys.forEach((key, request) => {
    const own = interventions.filter(({ target }) => target === nameOf(request));
    const delay = own.reduce((sum, { act, byNs }) => sum + (act === 'delay' ? (byNs ?? 0) : 0), 0);
    const dropped = own.some(({ act }) => act === 'drop');
    const copies = dropped ? 0 : own.filter(({ act }) => act === 'duplicate').length;
    const at = request * MILLISECOND + delay;
    found.push({ at, request, key, kind: dropped ? 'dropped' : 'made' });
    for (let copy = 0; copy < copies; copy += 1) found.push({ at, request, key, kind: 'extra' });
  });
  // at one instant those that waited come last: whoever was on time goes first
  return found.sort((a, b) => a.at - b.at || b.request - a.request);
}
