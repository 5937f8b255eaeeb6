import type { Scenario } from '#player/model.ts';

/** Vegas leaves when it feels a queue; Reno fills the queue until it overflows. */
export const vegasReno: Scenario = {
  id: 'vegas-reno',
  parameters: {
    first: 'vegas',
    second: 'newreno',
    laterMs: 5000,
    rateKbps: 10_000,
    rttMs: 40,
    bufferPercent: 200,
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
