import { SECOND } from '#engine/kernel/time.ts';
import type { Scenario } from '#player/model.ts';

/** A buffer of four segments and a program that does not read for 5 seconds: the window closes, and is probed until it opens. */
export const zeroWindow: Scenario = {
  id: 'zero-window',
  parameters: {
    readKbps: 0,
    receiveBufferBytes: 5840,
    totalBytes: 14_600,
    sendBufferBytes: 14_600,
    writeBytes: 14_600,
  },
  seed: 1,
  interventions: [{ act: 'set', target: 'reader', value: 8_000_000, atNs: 5 * SECOND }],
  opening: { event: { kind: 'send', where: 'server', window: 0 } },
  breakpoints: [
    { id: 'window-closed', at: { event: { kind: 'send', where: 'server', window: 0 } } },
    { id: 'first-probe', at: { event: { kind: 'timer', timer: 'persist', action: 'expire' } } },
    { id: 'second-probe', at: { event: { kind: 'timer', timer: 'persist', action: 'expire' }, nth: 2 } },
    { id: 'reader-wakes', at: { event: { kind: 'call', call: 'read' } } },
    { id: 'window-update', at: { event: { kind: 'send', reason: 'tcp.ack-window-open' } } },
  ],
};
