import type { Scenario } from '#player/model.ts';
import { OPEN } from '../network.ts';
import { text, toHex, udpFrame } from '../packets.ts';

/** The echo service sends the data back; your kernel, where no program has that port, says so by ICMP. */
export const udpOpen: Scenario = {
  id: 'udp-open',
  parameters: { packet: toHex(udpFrame(OPEN.udp, text('hello'))) },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'send', where: 'server' } },
  breakpoints: [
    { id: 'at-server', at: { event: { kind: 'arrive', where: 'server' } } },
    { id: 'comes-back', at: { event: { kind: 'arrive', where: 'you' } } },
    { id: 'own-refusal', at: { event: { kind: 'send', where: 'you', protocol: 'icmp' } } },
  ],
};
