import type { Parameter, Parameters } from '#player/model.ts';

export const parameters: readonly Parameter[] = [
  { id: 'delayMs', kind: 'integer', unit: 'ms', min: 1, max: 500, step: 1, default: 20 },
  { id: 'rateKbps', kind: 'integer', unit: 'kbit/s', min: 64, max: 100_000, step: 1, default: 10_000 },
  { id: 'lossPercent', kind: 'integer', unit: '%', min: 0, max: 30, step: 1, default: 0 },
  { id: 'requestBytes', kind: 'integer', unit: 'bytes', min: 0, max: 20_000, step: 1, default: 100 },
  { id: 'responseBytes', kind: 'integer', unit: 'bytes', min: 0, max: 20_000, step: 1, default: 1000 },
  { id: 'requestWrites', kind: 'integer', unit: 'none', min: 1, max: 10, step: 1, default: 1 },
  { id: 'closer', kind: 'choice', choices: ['client', 'server', 'both'], default: 'client' },
  { id: 'rto', kind: 'choice', choices: ['rfc6298', 'linux'], default: 'rfc6298' },
  { id: 'sack', kind: 'switch', default: true },
  { id: 'nagle', kind: 'switch', default: true },
  // 500 ms is the most that RFC 9293 §3.8.6.3 allows; 0: no acknowledgment waits
  { id: 'delayedAckMs', kind: 'integer', unit: 'ms', min: 0, max: 500, step: 1, default: 0 },
  // How the picture writes them; the run is the same
  { id: 'numbers', kind: 'choice', choices: ['relative', 'absolute'], default: 'relative' },
];

export const defaults: Parameters = Object.fromEntries(parameters.map((one) => [one.id, one.default]));

/** The parameters as the engine wants them. */
export interface Chosen {
  readonly delayMs: number;
  readonly rateKbps: number;
  readonly lossPercent: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
  /** In how many calls the request is given to the stack. */
  readonly requestWrites: number;
  /** Who closes first. */
  readonly closer: 'client' | 'server' | 'both';
  readonly rto: 'rfc6298' | 'linux';
  readonly sack: boolean;
  readonly nagle: boolean;
  readonly delayedAckMs: number;
  readonly numbers: 'relative' | 'absolute';
}

/** Of parameters within bounds; the player sees to that. */
export const chosen = (given: Parameters): Chosen => ({ ...defaults, ...given }) as unknown as Chosen;
