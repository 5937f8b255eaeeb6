import type { Scenario } from '#player/model.ts';

/** A long fat path: CUBIC comes back to its window in seconds, Reno in round trips. */
export const renoCubic: Scenario = {
  id: 'reno-cubic',
  parameters: {
    first: 'newreno',
    second: 'cubic',
    rateKbps: 20_000,
    rttMs: 120,
    bufferPercent: 50,
    seconds: 40,
  },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'sample', step: true }, nth: 25 },
  breakpoints: [
    { id: 'first-loss', at: { event: { kind: 'signal', what: 'loss' } } },
    { id: 'half', at: { event: { kind: 'sample', step: true }, nth: 15 } },
  ],
};
