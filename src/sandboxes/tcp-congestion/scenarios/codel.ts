import type { Scenario } from '#player/model.ts';

/** The same deep buffer, kept short by CoDel. */
export const codel: Scenario = {
  id: 'codel',
  parameters: {
    first: 'cubic',
    second: 'newreno',
    queue: 'codel',
    rateKbps: 10_000,
    rttMs: 40,
    bufferPercent: 800,
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
