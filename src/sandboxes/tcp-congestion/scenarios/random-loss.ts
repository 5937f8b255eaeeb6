import type { Scenario } from '#player/model.ts';

/** One packet in a hundred is lost on the wire, whatever anybody sends. */
export const randomLoss: Scenario = {
  id: 'random-loss',
  parameters: {
    first: 'newreno',
    second: 'westwood',
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
