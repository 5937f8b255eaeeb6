import type { TcpScenario } from './scenario.ts';

/** RFC 9293 figure 8: both call each other at the same time, and one connection comes of it, not two. */
export const simultaneousOpen: TcpScenario = {
  id: 'simultaneous-open',
  programs: 'both-open',
  parameters: {},
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'state', to: 'SYN-RECEIVED' } },
  breakpoints: [
    { id: 'syns-cross', at: { event: { kind: 'state', to: 'SYN-RECEIVED' } } },
    { id: 'client-established', at: { event: { kind: 'state', where: 'client', to: 'ESTABLISHED' } } },
  ],
};

/** RFC 9293 figure 13: both close before they have heard that the other does. */
export const simultaneousClose: TcpScenario = {
  id: 'simultaneous-close',
  parameters: { closer: 'both' },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'state', to: 'CLOSING' } },
  breakpoints: [
    { id: 'first-fin', at: { event: { kind: 'send', flags: 'FIN,ACK' } } },
    { id: 'closing', at: { event: { kind: 'state', to: 'CLOSING' } } },
    { id: 'time-wait', at: { event: { kind: 'state', to: 'TIME-WAIT' } } },
  ],
};
