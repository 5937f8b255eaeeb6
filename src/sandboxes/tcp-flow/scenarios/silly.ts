import type { Scenario } from '#player/model.ts';

/** 50 bytes read at a time, and neither side is careful: the window opens by 50 bytes, and so does each segment carry 50. */
export const SILLY = {
  readKbps: 40,
  readBytes: 50,
  receiveBufferBytes: 1460,
  totalBytes: 2920,
  sendBufferBytes: 2920,
  writeBytes: 2920,
};

export const silly: Scenario = {
  id: 'silly',
  parameters: { ...SILLY, receiverCure: false, senderCure: false },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'send', where: 'client', len: { min: 1, max: 100 } } },
  breakpoints: [
    { id: 'window-closed', at: { event: { kind: 'send', where: 'server', window: 0 } } },
    { id: 'window-update', at: { event: { kind: 'send', reason: 'tcp.ack-window-open' } } },
    { id: 'small-segment', at: { event: { kind: 'send', where: 'client', len: { min: 1, max: 100 } } } },
  ],
};
