import type { Parameter, Parameters } from '#player/model.ts';

export const parameters: readonly Parameter[] = [
  { id: 'totalBytes', kind: 'integer', unit: 'bytes', min: 1, max: 400_000, step: 1, default: 64_240 },
  { id: 'writeBytes', kind: 'integer', unit: 'bytes', min: 1, max: 400_000, step: 1, default: 65_536 },
  { id: 'how', kind: 'choice', choices: ['copy', 'zerocopy', 'sendfile'], default: 'copy' },
  { id: 'nonBlocking', kind: 'switch', default: false },
  { id: 'tso', kind: 'switch', default: false },
  { id: 'gso', kind: 'switch', default: false },
  { id: 'gro', kind: 'switch', default: false },
  { id: 'checksumOffload', kind: 'switch', default: true },
  { id: 'coalesceFrames', kind: 'integer', unit: 'packets', min: 1, max: 128, step: 1, default: 1 },
  { id: 'coalesceUs', kind: 'integer', unit: 'none', min: 0, max: 2000, step: 1, default: 0 },
  { id: 'rxRing', kind: 'integer', unit: 'packets', min: 1, max: 1024, step: 1, default: 256 },
  { id: 'txRing', kind: 'integer', unit: 'packets', min: 1, max: 1024, step: 1, default: 256 },
  {
    id: 'sendBufferBytes',
    kind: 'integer',
    unit: 'bytes',
    min: 2048,
    max: 1 << 20,
    step: 1,
    default: 131_072,
  },
  {
    id: 'receiveBufferBytes',
    kind: 'integer',
    unit: 'bytes',
    min: 2048,
    max: 1 << 20,
    step: 1,
    default: 131_072,
  },
  { id: 'readBytes', kind: 'integer', unit: 'bytes', min: 0, max: 400_000, step: 1, default: 65_536 },
  {
    id: 'rateKbps',
    kind: 'integer',
    unit: 'kbit/s',
    min: 10_000,
    max: 10_000_000,
    step: 1,
    default: 1_000_000,
  },
];

export const defaults: Parameters = Object.fromEntries(parameters.map((one) => [one.id, one.default]));

/** The parameters as the engine wants them. */
export interface Chosen {
  readonly totalBytes: number;
  readonly writeBytes: number;
  readonly how: 'copy' | 'zerocopy' | 'sendfile';
  readonly nonBlocking: boolean;
  readonly tso: boolean;
  readonly gso: boolean;
  readonly gro: boolean;
  readonly checksumOffload: boolean;
  readonly coalesceFrames: number;
  /** Microseconds; 0: every frame interrupts. */
  readonly coalesceUs: number;
  readonly rxRing: number;
  readonly txRing: number;
  readonly sendBufferBytes: number;
  readonly receiveBufferBytes: number;
  /** 0: the program does not read. */
  readonly readBytes: number;
  readonly rateKbps: number;
}

/** Of parameters within bounds; the player sees to that. */
export const chosen = (given: Parameters): Chosen => ({ ...defaults, ...given }) as unknown as Chosen;
