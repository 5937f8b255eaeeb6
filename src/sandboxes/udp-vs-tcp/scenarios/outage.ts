import type { Scenario } from '#player/model.ts';

/** Nothing gets through for five messages on end: longer than a playout buffer can bridge. */
export const outage: Scenario = {
  id: 'outage',
  parameters: { messages: 24, bufferMs: 100 },
  seed: 1,
  interventions: [
    { act: 'drop', target: 'udp/udp-sender>udp-receiver/6' },
    { act: 'drop', target: 'udp/udp-sender>udp-receiver/7' },
    { act: 'drop', target: 'udp/udp-sender>udp-receiver/8' },
    { act: 'drop', target: 'udp/udp-sender>udp-receiver/9' },
    { act: 'drop', target: 'udp/udp-sender>udp-receiver/10' },
    { act: 'drop', target: 'tcp/tcp-sender>tcp-receiver/8' },
    { act: 'drop', target: 'tcp/tcp-sender>tcp-receiver/9' },
    { act: 'drop', target: 'tcp/tcp-sender>tcp-receiver/10' },
    { act: 'drop', target: 'tcp/tcp-sender>tcp-receiver/11' },
    { act: 'drop', target: 'tcp/tcp-sender>tcp-receiver/12' },
  ],
  opening: { event: { kind: 'lost', where: 'udp' } },
  breakpoints: [
    { id: 'lost', at: { event: { kind: 'lost', where: 'udp' } } },
    {
      id: 'behind-gap',
      at: { event: { kind: 'message', reason: 'messages.read-behind-gap', where: 'udp-receiver' } },
    },
    { id: 'freeze', at: { event: { kind: 'play', act: 'freeze' } } },
    { id: 'released', at: { event: { kind: 'message', act: 'read', message: 6, where: 'tcp-receiver' } } },
  ],
};
