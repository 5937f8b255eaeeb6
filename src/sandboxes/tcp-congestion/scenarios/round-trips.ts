import type { Scenario } from '#player/model.ts';

/** Two of the same, one with a way six times as long: each grows by one segment in its own round trip. */
export const roundTrips: Scenario = {
  id: 'round-trips',
  parameters: {
    first: 'newreno',
    second: 'newreno',
    extraMs: 100,
    rateKbps: 10_000,
    rttMs: 20,
    bufferPercent: 200,
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
