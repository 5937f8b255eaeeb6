import type { CacheEvent } from '#engine/cache/events.ts';
import { laneIds } from './lanes.ts';
import { runCache } from '#engine/cache/run.ts';
import type { NextKey } from '#engine/cache/workloads/workload.ts';
import { workloads } from '#engine/cache/workloads/registry.ts';
import { stream } from '#engine/kernel/random.ts';
import type { Run } from '#engine/kernel/trace.ts';
import type { Scenario, Setup } from '#player/model.ts';
import { label } from './labels.ts';
import { chosen } from './parameters.ts';

/** The requests of a setup, before interventions. */
export function workloadOf(
  { parameters, seed }: Setup,
  size: { objects: number; requests: number },
): NextKey {
  const { workload, skewQuarters } = chosen(parameters);
  return workloads[workload]({ ...size, skewQuarters, random: stream(seed, `workload/${workload}`) });
}

/** Runs every policy on the requests of the setup. The scenario's own interventions come before the reader's. */
export function runSetup(setup: Setup, scenarios: readonly Scenario[]): Run<CacheEvent> {
  const own = scenarios.find(({ id }) => id === setup.scenario)?.interventions ?? [];
  const { shown, capacity, objects, requests } = chosen(setup.parameters);
  const next = workloadOf(setup, { objects, requests });
  return runCache({
    policies: laneIds,
    shown,
    capacity,
    keys: Int32Array.from({ length: requests }, (_, index) => next(index)),
    objects,
    interventions: [...own, ...setup.interventions],
    label,
  });
}
