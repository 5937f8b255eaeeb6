import type { Scenario } from '#player/model.ts';

/** A call: 40 messages, one every 20 ms, each played 60 ms after it came at the latest. Seed 6: slots 3, 22 and 24 lose, so that TCP stands still twice and UDP leaves out three. */
export const call: Scenario = {
  id: 'call',
  parameters: { messages: 40, lossPercent: 8 },
  seed: 6,
  interventions: [],
  opening: { event: { kind: 'play', act: 'glitch' } },
  breakpoints: [
    { id: 'start', at: { event: { kind: 'play', act: 'start', where: 'udp-receiver' } } },
    { id: 'glitch', at: { event: { kind: 'play', act: 'glitch' } } },
    { id: 'freeze', at: { event: { kind: 'play', act: 'freeze' } } },
    { id: 'resume', at: { event: { kind: 'play', act: 'resume' } } },
  ],
};
