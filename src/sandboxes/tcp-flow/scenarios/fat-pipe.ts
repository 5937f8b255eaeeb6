import type { Scenario } from '#player/model.ts';

/** 20 Mbit/s and 100 ms there and back: 250 KB fit into the pipe, 64 KB into a window without scaling. */
const FAT = {
  readKbps: 100_000,
  readBytes: 65_536,
  totalBytes: 500_000,
  sendBufferBytes: 1 << 20,
  writeBytes: 65_536,
  delayMs: 50,
  rateKbps: 20_000,
  receiveBufferBytes: 262_144,
};
const breakpoints = [
  { id: 'first-data', at: { event: { kind: 'send', where: 'client', len: { min: 1 } } } },
  { id: 'first-ack', at: { event: { kind: 'arrive', where: 'client', relAck: { min: 2 } } } },
  { id: 'last-read', at: { event: { kind: 'call', call: 'read' }, nth: -1 } },
];

export const fatPipe64k: Scenario = {
  id: 'fat-pipe-64k',
  parameters: { ...FAT, windowScale: false },
  seed: 1,
  interventions: [],
  // The window is full and the pipe is not: the last that left before the first acknowledgment comes
  opening: { event: { kind: 'send', where: 'client', relSeq: { min: 62_000, max: 65_536 } } },
  breakpoints,
};

export const fatPipeScaled: Scenario = {
  id: 'fat-pipe-scaled',
  parameters: { ...FAT, windowScale: true },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'arrive', where: 'client', relAck: { min: 2 } } },
  breakpoints,
};
