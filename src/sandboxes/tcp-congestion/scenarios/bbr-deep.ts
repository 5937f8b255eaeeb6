import type { Scenario } from '#player/model.ts';

/** A buffer of eight products: CUBIC fills it, BBR holds no more than two products in flight. */
export const bbrDeep: Scenario = {
  id: 'bbr-deep',
  parameters: { first: 'bbr', second: 'cubic', rateKbps: 10_000, rttMs: 40, bufferPercent: 800, seconds: 40 },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'sample', step: true }, nth: 20 },
  breakpoints: [
    { id: 'first-loss', at: { event: { kind: 'signal', what: 'loss' } } },
    { id: 'half', at: { event: { kind: 'sample', step: true }, nth: 15 } },
  ],
};
