import type { TcpScenario } from './scenario.ts';

/** The third, sixth and eighth of ten segments are lost. With SACK the sender knows all three holes within one round trip. */
export const severalLost: TcpScenario = {
  id: 'several-lost',
  parameters: { requestBytes: 14_480, rateKbps: 1500 },
  seed: 1,
  interventions: [4, 7, 9].map((nth) => ({ act: 'drop', target: `wire/client>server/${nth}` })),
  opening: { event: { kind: 'lost' }, nth: 3 },
  breakpoints: [
    { id: 'lost', at: { event: { kind: 'lost' } } },
    { id: 'first-retry', at: { event: { kind: 'send', retransmission: true } } },
    { id: 'second-retry', at: { event: { kind: 'send', retransmission: true }, nth: 2 } },
    { id: 'third-retry', at: { event: { kind: 'send', retransmission: true }, nth: 3 } },
  ],
};

/** The same losses, but the acknowledgments say only where the first hole is: NewReno finds one hole a round trip (RFC 6582). */
export const severalLostNoSack: TcpScenario = {
  ...severalLost,
  id: 'several-lost-no-sack',
  parameters: { ...severalLost.parameters, sack: false },
};
