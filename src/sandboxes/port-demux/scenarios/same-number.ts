import type { Scenario } from '#player/model.ts';

/** TCP 9000 and UDP 9000 are two ports that know nothing of each other; 9999 is neither. */
export const sameNumber: Scenario = {
  id: 'same-number',
  parameters: {},
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'match', where: 'server', protocol: 'udp' } },
  breakpoints: [
    { id: 'udp', at: { event: { kind: 'match', where: 'server', protocol: 'udp' } } },
    { id: 'tcp', at: { event: { kind: 'match', where: 'server', protocol: 'tcp' } } },
    { id: 'icmp', at: { event: { kind: 'send', where: 'server', protocol: 'icmp' } } },
    { id: 'rst', at: { event: { kind: 'send', where: 'server', flags: 'RST,ACK' } } },
  ],
};
