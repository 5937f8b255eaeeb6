import type { Scenario } from '#player/model.ts';

/** Three writes of 200 bytes, 1 ms apart. Nagle's rule waits for an acknowledgment that the receiver holds back for 200 ms. */
export const nagleDelayedAck: Scenario = {
  id: 'nagle-delayed-ack',
  parameters: {
    readKbps: 10_000,
    totalBytes: 600,
    writeBytes: 200,
    writeEveryMs: 1,
    delayedAckMs: 200,
    nagle: true,
  },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'call', where: 'client', call: 'send' }, nth: 2 },
  breakpoints: [
    { id: 'first-data', at: { event: { kind: 'send', where: 'client', len: { min: 1 } } } },
    { id: 'second-write', at: { event: { kind: 'call', where: 'client', call: 'send' }, nth: 2 } },
    { id: 'delayed-ack', at: { event: { kind: 'timer', timer: 'delayed-ack', action: 'expire' } } },
    { id: 'second-segment', at: { event: { kind: 'send', where: 'client', len: { min: 1 } }, nth: 2 } },
  ],
};
