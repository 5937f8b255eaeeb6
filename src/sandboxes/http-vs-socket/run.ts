import type { Run } from '#engine/kernel/trace.ts';
import type { NetEvent } from '#engine/net/events.ts';
import { runWays, type WaysSetup } from '#engine/ways/run.ts';
import type { Scenario, Setup } from '#player/model.ts';
import { waysSetup } from './parameters.ts';

/** The scenario's own interventions come first. */
export function setupFor(setup: Setup, scenarios: readonly Scenario[]): WaysSetup {
  const own = scenarios.find((one) => one.id === setup.scenario)?.interventions ?? [];
  return waysSetup(setup, own);
}

export const runSetup = (setup: Setup, scenarios: readonly Scenario[]): Run<NetEvent> =>
  runWays(setupFor(setup, scenarios));
