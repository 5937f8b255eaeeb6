import type { CacheEvent } from '#engine/cache/events.ts';
import { runCache } from '#engine/cache/run.ts';
import { workloads } from '#engine/cache/workloads/registry.ts';
import { keysOf } from '#engine/cache/workloads/workload.ts';
import { stream } from '#engine/kernel/random.ts';
import type { Run } from '#engine/kernel/trace.ts';
import type { Scenario, Setup } from '#player/model.ts';
import { label } from './labels.ts';
import { keysIn, numbered, type Requests } from './own-list.ts';
import { chosen, OWN } from './parameters.ts';

/** The requests of a setup, before interventions; those of a drawn workload in the size asked for, of the reader's own list all. */
export function requestsOf(
  { parameters, seed }: Setup,
  size: { readonly objects: number; readonly requests: number },
): { readonly keys: Int32Array; readonly objects: number } {
  const { workload, skewQuarters, list } = chosen(parameters);
  if (workload === OWN) {
    const { keys, names } = numbered(keysIn(list));
    return { keys, objects: names.length };
  }
  const random = stream(seed, `workload/${workload}`);
  return {
    keys: keysOf(workloads[workload], { ...size, skewQuarters, random }),
    objects: size.objects,
  };
}

/** The requests that are stepped through, with the names of their keys. */
export function steppedOf(setup: Setup): Requests {
  const { workload, list, objects, requests } = chosen(setup.parameters);
  if (workload === OWN) return numbered(keysIn(list).slice(0, requests));
  return {
    keys: requestsOf(setup, { objects, requests }).keys,
    names: Array.from({ length: objects }, (_, key) => label(key)),
  };
}

/** Runs the chosen policies on the requests of the setup. The scenario's own interventions come before the reader's. */
export function runSetup(setup: Setup, scenarios: readonly Scenario[]): Run<CacheEvent> {
  const own = scenarios.find(({ id }) => id === setup.scenario)?.interventions ?? [];
  const { shown, lanes, capacity } = chosen(setup.parameters);
  const { keys, names } = steppedOf(setup);
  return runCache({
    policies: lanes,
    shown,
    capacity,
    keys,
    objects: names.length,
    interventions: [...own, ...setup.interventions],
    label: (key) => names[key]!,
  });
}
