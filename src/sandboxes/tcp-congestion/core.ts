import type { ContestEvent } from '#engine/contest/events.ts';
import { finished, type ModelCore } from '#player/model.ts';
import { parameters } from './parameters.ts';
import { heavy, start } from './run.ts';
import { scenarios } from './scenarios/all.ts';

/** Flows that share a bottleneck, and what their congestion controls make of it. */
export const core: ModelCore<ContestEvent> = {
  id: 'tcp-congestion',
  version: 1,
  parameters,
  scenarios,
  steps: [{ kind: 'start' }, { kind: 'signal' }, { kind: 'sample', step: true }],
  // A single packet of minutes is nobody's to touch; the bottleneck is
  acts: [],
  places: [{ target: 'bottleneck', acts: ['down', 'up'] }],
  delayNs: 0,
  targetOf: () => undefined,
  heavy,
  start,
  run: (setup) => finished(start(setup)),
};
