import type { Parameter, Parameters } from '#player/model.ts';

export const parameters: readonly Parameter[] = [
  {
    id: 'readKbps',
    kind: 'integer',
    unit: 'kbit/s',
    min: 0,
    max: 1_000_000,
    step: 1,
    default: 800,
    live: { target: 'reader', times: 1000 },
  },
  { id: 'readBytes', kind: 'integer', unit: 'bytes', min: 1, max: 65_536, step: 1, default: 2048 },
  {
    id: 'receiveBufferBytes',
    kind: 'integer',
    unit: 'bytes',
    min: 256,
    max: 1 << 20,
    step: 1,
    default: 8192,
  },
  { id: 'sendBufferBytes', kind: 'integer', unit: 'bytes', min: 256, max: 1 << 20, step: 1, default: 16_384 },
  { id: 'totalBytes', kind: 'integer', unit: 'bytes', min: 1, max: 600_000, step: 1, default: 40_000 },
  { id: 'writeBytes', kind: 'integer', unit: 'bytes', min: 1, max: 65_536, step: 1, default: 8192 },
  { id: 'writeEveryMs', kind: 'integer', unit: 'ms', min: 0, max: 1000, step: 1, default: 0 },
  { id: 'delayMs', kind: 'integer', unit: 'ms', min: 1, max: 500, step: 1, default: 10 },
  { id: 'rateKbps', kind: 'integer', unit: 'kbit/s', min: 64, max: 1_000_000, step: 1, default: 10_000 },
  { id: 'windowScale', kind: 'switch', default: true },
  { id: 'nagle', kind: 'switch', default: true },
  { id: 'delayedAckMs', kind: 'integer', unit: 'ms', min: 0, max: 500, step: 1, default: 0 },
  { id: 'receiverCure', kind: 'switch', default: true },
  { id: 'senderCure', kind: 'switch', default: true },
];

export const defaults: Parameters = Object.fromEntries(parameters.map((one) => [one.id, one.default]));

/** The parameters as the engine wants them. */
export interface Chosen {
  /** What the reading program takes in, on the whole; 0: it does not read. */
  readonly readKbps: number;
  readonly readBytes: number;
  readonly receiveBufferBytes: number;
  readonly sendBufferBytes: number;
  readonly totalBytes: number;
  readonly writeBytes: number;
  readonly writeEveryMs: number;
  readonly delayMs: number;
  readonly rateKbps: number;
  readonly windowScale: boolean;
  readonly nagle: boolean;
  /** 0: no acknowledgment waits. */
  readonly delayedAckMs: number;
  /** Silly window avoidance of either side. */
  readonly receiverCure: boolean;
  readonly senderCure: boolean;
}

/** Of parameters within bounds; the player sees to that. */
export const chosen = (given: Parameters): Chosen => ({ ...defaults, ...given }) as unknown as Chosen;

/** Shift that the receiver offers: the smallest with which its whole buffer fits into the 16 bits of the field (RFC 7323 §2.2, §2.3). */
export function shiftFor(bytes: number): number {
  let shift = 0;
  while (bytes >>> shift > 0xffff) shift += 1;
  return shift;
}
