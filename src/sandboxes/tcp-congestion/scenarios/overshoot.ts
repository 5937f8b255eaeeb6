import type { Scenario } from '#player/model.ts';

/** The first second: slow start sends twice what the path takes before it hears of the first loss. */
export const overshoot: Scenario = {
  id: 'overshoot',
  parameters: { first: 'newreno', rateKbps: 10_000, rttMs: 80, bufferPercent: 50, seconds: 3 },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'signal', what: 'loss' } },
  breakpoints: [{ id: 'first-loss', at: { event: { kind: 'signal', what: 'loss' } } }],
};
