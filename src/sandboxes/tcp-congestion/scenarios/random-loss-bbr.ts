import type { Scenario } from '#player/model.ts';

/** The same loss; BBR goes by rates and round trips, not by losses. */
export const randomLossBbr: Scenario = {
  id: 'random-loss-bbr',
  parameters: {
    first: 'newreno',
    second: 'bbr',
    loss: '1',
    rateKbps: 10_000,
    rttMs: 40,
    bufferPercent: 100,
    seconds: 30,
  },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'sample', step: true }, nth: 15 },
  breakpoints: [
    { id: 'first-loss', at: { event: { kind: 'signal', what: 'loss' } } },
    { id: 'half', at: { event: { kind: 'sample', step: true }, nth: 15 } },
  ],
};
