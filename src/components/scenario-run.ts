import { setupOf, type ModelCore } from '#player/model.ts';
import type { Run } from '#engine/kernel/trace.ts';

const runs = new Map<string, Run>();

/** A scenario as it stands, run once a build: pages of both languages, the book, cards and items show it. */
export function scenarioRun(model: ModelCore, scenario: string): Run {
  const key = `${model.id}/${scenario}`;
  const run = runs.get(key) ?? model.run(setupOf(model, scenario));
  runs.set(key, run);
  return run;
}
