import { MILLISECOND } from '#engine/kernel/time.ts';
import type { Scenario } from '#player/model.ts';

/** A fast and empty network, a slow program, which reads eight times as fast half-way: the sender goes exactly as fast as the reader, and nothing is lost. */
export const receiverProtected: Scenario = {
  id: 'receiver-protected',
  parameters: {
    readKbps: 500,
    readBytes: 1460,
    receiveBufferBytes: 11_680,
    totalBytes: 58_400,
    sendBufferBytes: 23_360,
    delayMs: 2,
    rateKbps: 100_000,
  },
  seed: 1,
  interventions: [{ act: 'set', target: 'reader', value: 4_000_000, atNs: 500 * MILLISECOND }],
  opening: { event: { kind: 'call', call: 'read' }, nth: 8 },
  breakpoints: [
    { id: 'first-data', at: { event: { kind: 'send', where: 'client', len: { min: 1 } } } },
    {
      id: 'window-closed',
      at: { event: { kind: 'send', where: 'server', window: { max: 1460 }, relAck: { min: 2 } } },
    },
    { id: 'reader-wakes', at: { event: { kind: 'update', reason: 'tcp.reader-pace' }, nth: 2 } },
    { id: 'last-read', at: { event: { kind: 'call', call: 'read' }, nth: -1 } },
  ],
};
