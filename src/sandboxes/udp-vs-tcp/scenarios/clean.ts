import type { Scenario } from '#player/model.ts';

/** Nothing is lost: both bring the same at the same time, and TCP pays with a handshake and acknowledgments. Seed 1: nothing is drawn but the secrets. */
export const clean: Scenario = {
  id: 'clean',
  parameters: {},
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'message', act: 'read', where: 'udp-receiver' } },
  breakpoints: [
    { id: 'first-read', at: { event: { kind: 'message', act: 'read', where: 'udp-receiver' } } },
    { id: 'first-read-tcp', at: { event: { kind: 'message', act: 'read', where: 'tcp-receiver' } } },
    { id: 'last-read', at: { event: { kind: 'message', act: 'read', message: 11, where: 'tcp-receiver' } } },
  ],
};
