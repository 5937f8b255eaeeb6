import type { Scenario } from '#player/model.ts';

/** Two hundred flows for a minute: a window of one or two segments each, so that losses end in timeouts. */
export const crowd: Scenario = {
  id: 'crowd',
  parameters: {
    first: 'cubic',
    firstFlows: 100,
    second: 'newreno',
    secondFlows: 100,
    rateKbps: 20_000,
    rttMs: 100,
    bufferPercent: 100,
    delayedAck: true,
    seconds: 60,
  },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'sample', step: true }, nth: 20 },
  breakpoints: [{ id: 'half', at: { event: { kind: 'sample', step: true }, nth: 15 } }],
};
