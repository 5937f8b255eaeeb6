import type { DataPathEvent } from '#engine/datapath/events.ts';
import { MILLISECOND } from '#engine/kernel/time.ts';
import type { ModelCore } from '#player/model.ts';
import { parameters } from './parameters.ts';
import { runSetup } from './run.ts';
import { scenarios } from './scenarios/all.ts';

/** One write() followed down through a kernel, over the wire, and up through another to read(). */
export const core: ModelCore<DataPathEvent> = {
  id: 'data-path',
  version: 1,
  parameters,
  scenarios,
  steps: [{ kind: 'work' }, { kind: 'pass' }, { kind: 'send' }, { kind: 'arrive' }, { kind: 'lost' }],
  acts: ['drop', 'delay'],
  delayNs: MILLISECOND,
  targetOf: ({ name }) => (name === '' ? undefined : name),
  run: (setup) => runSetup(setup, scenarios),
};
