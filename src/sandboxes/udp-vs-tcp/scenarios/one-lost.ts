import type { Scenario } from '#player/model.ts';

/** Message 4 is lost on both networks. Over TCP everything behind it waits (head-of-line blocking); over UDP it is simply not there. */
export const oneLost: Scenario = {
  id: 'one-lost',
  parameters: { bufferMs: 200 },
  seed: 1,
  interventions: [
    { act: 'drop', target: 'udp/udp-sender>udp-receiver/4' },
    { act: 'drop', target: 'tcp/tcp-sender>tcp-receiver/6' },
  ],
  opening: { event: { kind: 'lost', where: 'udp' } },
  breakpoints: [
    { id: 'lost', at: { event: { kind: 'lost', where: 'udp' } } },
    {
      id: 'behind-gap',
      at: { event: { kind: 'message', reason: 'messages.read-behind-gap', where: 'udp-receiver' } },
    },
    { id: 'again', at: { event: { kind: 'send', where: 'tcp-sender', retransmission: true } } },
    { id: 'released', at: { event: { kind: 'message', act: 'read', message: 4, where: 'tcp-receiver' } } },
  ],
};
