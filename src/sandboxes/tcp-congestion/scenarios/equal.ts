import type { Scenario } from '#player/model.ts';

/** Two of the same, one five seconds late: additive increase and multiplicative decrease bring them together. */
export const equal: Scenario = {
  id: 'equal',
  parameters: {
    first: 'newreno',
    second: 'newreno',
    laterMs: 5000,
    rateKbps: 10_000,
    rttMs: 40,
    bufferPercent: 100,
    seconds: 40,
  },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'sample', step: true }, nth: 20 },
  breakpoints: [
    { id: 'first-loss', at: { event: { kind: 'signal', what: 'loss' } } },
    { id: 'half', at: { event: { kind: 'sample', step: true }, nth: 15 } },
  ],
};
