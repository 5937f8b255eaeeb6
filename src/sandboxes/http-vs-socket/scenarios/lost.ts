import type { Scenario } from '#player/model.ts';

/** A message is lost on the way over the connections that stay, and the answer to a poll. Each waits for its own repetition: a framing repairs nothing. Seed 1. */
export const lost: Scenario = {
  id: 'lost',
  parameters: {},
  seed: 1,
  interventions: [
    { act: 'drop', target: 'ws/ws-server>ws-client/6' },
    { act: 'drop', target: 'raw/raw-server>raw-client/4' },
    { act: 'drop', target: 'sse/sse-server>sse-client/6' },
    { act: 'drop', target: 'long/long-server>long-client/6' },
    { act: 'drop', target: 'keep/keep-server>keep-client/6' },
  ],
  opening: { event: { kind: 'lost', where: 'ws' } },
  breakpoints: [
    { id: 'lost', at: { event: { kind: 'lost', where: 'ws' } } },
    { id: 'again', at: { event: { kind: 'send', retransmission: true, where: 'ws-server' } } },
  ],
};
