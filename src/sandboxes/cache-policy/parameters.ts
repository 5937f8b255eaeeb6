import type { PolicyId } from '#engine/cache/eviction/policy.ts';
import { workloadIds } from '#engine/cache/workloads/registry.ts';
import type { WorkloadId } from '#engine/cache/workloads/workload.ts';
import type { Parameter, Parameters } from '#player/model.ts';
import { MOST_OBJECTS } from './labels.ts';
import { laneIds } from './lanes.ts';

/** Zipf's exponent in quarters, by the name of its choice. */
const SKEWS: Readonly<Record<string, number>> = { '0': 0, '0.5': 2, '0.75': 3, '1': 4, '1.25': 5, '1.5': 6 };

/** The workload that is the reader's own list. */
export const OWN = 'list';
/** More than that is nothing to step through. */
export const MOST_REQUESTS = 120;
/** Bytes: what a link can hold besides all else. */
export const MOST_LIST_BYTES = 6000;

export const parameters: readonly Parameter[] = [
  { id: 'policy', kind: 'choice', choices: ['all', ...laneIds], default: 'lru' },
  { id: 'lanes', kind: 'several', choices: laneIds, min: 1, default: 'fifo,lru,lfu,clock,sieve' },
  { id: 'capacity', kind: 'integer', unit: 'objects', min: 1, max: 12, step: 1, default: 4 },
  { id: 'workload', kind: 'choice', choices: [...workloadIds, OWN], default: 'zipf' },
  { id: 'keys', kind: 'text', min: 1, max: MOST_LIST_BYTES, default: 'A B C A D A B E A F A B C A' },
  { id: 'skew', kind: 'choice', choices: Object.keys(SKEWS), default: '1' },
  { id: 'objects', kind: 'integer', unit: 'objects', min: 1, max: MOST_OBJECTS, step: 1, default: 12 },
  { id: 'requests', kind: 'integer', unit: 'requests', min: 1, max: MOST_REQUESTS, step: 1, default: 40 },
];

export const defaults: Parameters = Object.fromEntries(parameters.map((one) => [one.id, one.default]));

/** The parameters as the engine wants them. */
export interface Chosen {
  /** Looked at closely; undefined where all are alike. */
  readonly shown: PolicyId | undefined;
  /** The lanes chosen, and the one looked at closely. */
  readonly lanes: readonly PolicyId[];
  readonly capacity: number;
  readonly workload: WorkloadId | typeof OWN;
  /** The reader's own list, as it was typed. */
  readonly list: string;
  readonly skewQuarters: number;
  readonly objects: number;
  readonly requests: number;
}

/** Of parameters within bounds; the player sees to that. */
export function chosen(given: Parameters): Chosen {
  const shown = laneIds.find((id) => id === given['policy']);
  const lanes = String(given['lanes']).split(',');
  return {
    shown,
    lanes: laneIds.filter((id) => id === shown || lanes.includes(id)),
    capacity: given['capacity'] as number,
    workload: given['workload'] as WorkloadId | typeof OWN,
    list: given['keys'] as string,
    skewQuarters: SKEWS[given['skew'] as string]!,
    objects: given['objects'] as number,
    requests: given['requests'] as number,
  };
}
