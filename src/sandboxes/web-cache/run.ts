import type { Intervention, Run } from '#engine/kernel/trace.ts';
import type { ChainEvent } from '#engine/webcache/events.ts';
import type { Click } from '#engine/webcache/setup.ts';
import { runChain } from '#engine/webcache/world.ts';
import type { Scenario, Setup } from '#player/model.ts';
import { rowOf } from './parameters.ts';

/** What the scenario's people do, and then the reader's, at their times; and what happens to messages on their way. */
export function runSetup(setup: Setup, scenarios: readonly Scenario[]): Run<ChainEvent> {
  const own = scenarios.find(({ id }) => id === setup.scenario)?.interventions ?? [];
  const all = [...own, ...setup.interventions];
  return runChain({
    ...rowOf(setup.parameters),
    clicks: all.flatMap(clickOf),
    interventions: all.filter(({ act }) => act !== 'do'),
  });
}

const clickOf = ({ act, target, what, atNs = 0 }: Intervention): Click[] =>
  act === 'do' && what !== undefined ? [{ at: atNs, target, what }] : [];
