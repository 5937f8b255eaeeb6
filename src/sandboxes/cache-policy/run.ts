import type { CacheEvent } from '#engine/cache/events.ts';
import { policyIds } from '#engine/cache/eviction/registry.ts';
import { runCache } from '#engine/cache/run.ts';
import { workloads } from '#engine/cache/workloads/registry.ts';
import { stream } from '#engine/kernel/random.ts';
import type { Run } from '#engine/kernel/trace.ts';
import type { Scenario, Setup } from '#player/model.ts';
import { label } from './labels.ts';
import { chosen } from './parameters.ts';

/** The keys that a setup asks for, without interventions. `objects` and `requests` may be others than its own: the curve's are. */
export function keysOf(
  { parameters, seed }: Setup,
  size?: { objects: number; requests: number },
): Int32Array {
  const { workload, skewQuarters, objects, requests } = { ...chosen(parameters), ...size };
  return workloads[workload]({
    objects,
    requests,
    skewQuarters,
    random: stream(seed, `workload/${workload}`),
  });
}

/** Runs every policy on the requests of the setup. The scenario's own interventions come before the reader's. */
export function runSetup(setup: Setup, scenarios: readonly Scenario[]): Run<CacheEvent> {
  const own = scenarios.find(({ id }) => id === setup.scenario)?.interventions ?? [];
  const { shown, capacity, objects } = chosen(setup.parameters);
  return runCache({
    policies: policyIds,
    shown,
    capacity,
    keys: keysOf(setup),
    objects,
    interventions: [...own, ...setup.interventions],
    label,
  });
}
