import type { Run } from '#engine/kernel/trace.ts';
import type { NetEvent } from '#engine/net/events.ts';
import { endsOf } from '#engine/pageload/ends.ts';
import { PageLoading } from '#engine/pageload/run.ts';
import type { Job, Scenario, Setup } from '#player/model.ts';
import { ends } from './ends.ts';
import { loadOf } from './parameters.ts';

/** So many bytes of files take some 30 ms. */
const QUICK_BYTES = 160_000;

/** Whether the run of a setup is to be made off the page's own thread. */
export const heavy = (setup: Setup): boolean =>
  loadOf(setup).page.reduce((sum, { bytes }) => sum + bytes, 0) > QUICK_BYTES;

/** Who speaks the version of a setup, where they have not come yet. */
export const needs = (setup: Setup): (() => Promise<void>) | undefined =>
  ends.missing(endsOf(loadOf(setup).way));

/** The run in portions of a quarter of a round trip each; the scenario's interventions first, then the reader's. */
export function start(setup: Setup, scenarios: readonly Scenario[]): Job<NetEvent> {
  const own = scenarios.find((one) => one.id === setup.scenario)?.interventions ?? [];
  const load = loadOf(setup);
  const loading = new PageLoading(
    { ...load, interventions: [...own, ...setup.interventions] },
    ends.of(endsOf(load.way)),
  );
  let over = false;
  return {
    get done() {
      return over ? load.page.length : Math.min(loading.done, load.page.length - 1);
    },
    total: load.page.length,
    advance() {
      over ||= !loading.advance();
      return !over;
    },
    result: (): Run<NetEvent> => loading.result().run,
  };
}
