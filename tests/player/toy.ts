import type { SandboxModel } from '#player/model.ts';

/** A sandbox of nothing but what the player asks of one: for what is told of parameters, links and addresses. */
export const toy = {
  id: 'toy',
  version: 3,
  parameters: [
    { id: 'delay', kind: 'integer', unit: 'ms', min: 1, max: 500, step: 1, default: 20 },
    { id: 'mode', kind: 'choice', choices: ['a', 'b'], default: 'a' },
    { id: 'on', kind: 'switch', default: false },
    { id: 'said', kind: 'text', min: 0, max: 12, default: 'hello' },
    { id: 'packet', kind: 'bytes', min: 2, max: 4, default: '4500' },
    {
      id: 'rate',
      kind: 'integer',
      unit: 'kbit/s',
      min: 1,
      max: 9,
      step: 1,
      default: 5,
      live: { target: 'wire', quantity: 'rateBps', times: 1000 },
    },
    { id: 'lines', kind: 'several', choices: ['x', 'y', 'z'], min: 1, default: 'x,y' },
  ],
  places: [
    { target: 'wire', acts: ['down', 'up'] },
    { target: 'server', acts: ['kill'] },
  ],
  scenarios: [
    { id: 'plain', parameters: {}, seed: 1, interventions: [], opening: { event: {} }, breakpoints: [] },
    {
      id: 'slow',
      parameters: { delay: 400 },
      seed: 1,
      interventions: [],
      opening: { event: {} },
      breakpoints: [],
    },
  ],
  acts: ['drop', 'delay'],
} as unknown as SandboxModel;
