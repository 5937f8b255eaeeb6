import type { Scenario } from '#player/model.ts';

/** A UDP socket that is connected takes the datagrams of its peer alone, and hears of ICMP errors; one that is not does neither. */
export const connectedUdp: Scenario = {
  id: 'connected-udp',
  parameters: {},
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'match', where: 'server', rule: 'connected' } },
  breakpoints: [
    { id: 'friend', at: { event: { kind: 'match', where: 'server', rule: 'connected' } } },
    { id: 'stranger', at: { event: { kind: 'match', where: 'server', rule: 'specific' } } },
    { id: 'refused', at: { event: { kind: 'syscall', where: 'client', errno: 'ECONNREFUSED' } } },
  ],
};
