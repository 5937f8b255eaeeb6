import type { Scenario } from '#player/model.ts';

/** A buffer of a fifth of the product: CUBIC loses and halves, BBR loses and goes on. */
export const bbrShallow: Scenario = {
  id: 'bbr-shallow',
  parameters: { first: 'bbr', second: 'cubic', rateKbps: 10_000, rttMs: 40, bufferPercent: 20, seconds: 30 },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'sample', step: true }, nth: 15 },
  breakpoints: [
    { id: 'first-loss', at: { event: { kind: 'signal', what: 'loss' } } },
    { id: 'half', at: { event: { kind: 'sample', step: true }, nth: 15 } },
  ],
};
