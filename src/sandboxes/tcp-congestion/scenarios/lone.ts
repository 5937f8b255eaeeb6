import type { Scenario } from '#player/model.ts';

/** RFC 5681's sawtooth, alone on the path. Nothing is drawn at random: any seed gives the same. */
export const lone: Scenario = {
  id: 'lone',
  parameters: { first: 'reno', rateKbps: 10_000, rttMs: 40, bufferPercent: 100, seconds: 12 },
  seed: 1,
  interventions: [],
  // Three teeth have been seen
  opening: { event: { kind: 'signal', what: 'loss' }, nth: 5 },
  breakpoints: [
    { id: 'first-loss', at: { event: { kind: 'signal', what: 'loss' } } },
    { id: 'tooth', at: { event: { kind: 'signal', what: 'loss' }, nth: 3 } },
    { id: 'tooth-again', at: { event: { kind: 'signal', what: 'loss' }, nth: 4 } },
  ],
};
