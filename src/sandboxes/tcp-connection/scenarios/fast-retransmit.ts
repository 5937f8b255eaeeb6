import type { TcpScenario } from './scenario.ts';

/** Seven segments leave at once and the third is lost: those behind it give the loss away, long before the timer would. A slow link, so that they can be told apart. */
export const fastRetransmit: TcpScenario = {
  id: 'fast-retransmit',
  parameters: { requestBytes: 10_136, rateKbps: 1500 },
  seed: 1,
  interventions: [{ act: 'drop', target: 'wire/client>server/4' }],
  opening: { event: { kind: 'lost' } },
  breakpoints: [
    { id: 'lost', at: { event: { kind: 'lost' } } },
    { id: 'third-duplicate', at: { event: { reason: 'tcp.third-duplicate-ack' } } },
    { id: 'first-retry', at: { event: { kind: 'send', retransmission: true } } },
    { id: 'gap-filled', at: { event: { kind: 'send', where: 'server', reason: 'tcp.ack-gap-filled' } } },
  ],
};
