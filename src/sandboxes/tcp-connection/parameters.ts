import type { Parameter, Parameters } from '#player/model.ts';

export const parameters: readonly Parameter[] = [
  { id: 'delayMs', kind: 'integer', unit: 'ms', min: 1, max: 500, step: 1, default: 20 },
  { id: 'rateKbps', kind: 'integer', unit: 'kbit/s', min: 64, max: 100_000, step: 1, default: 10_000 },
  { id: 'lossPercent', kind: 'integer', unit: '%', min: 0, max: 30, step: 1, default: 0 },
  { id: 'requestBytes', kind: 'integer', unit: 'bytes', min: 0, max: 20_000, step: 1, default: 100 },
  { id: 'responseBytes', kind: 'integer', unit: 'bytes', min: 0, max: 20_000, step: 1, default: 1000 },
  { id: 'closer', kind: 'choice', choices: ['client', 'server', 'both'], default: 'client' },
  { id: 'rto', kind: 'choice', choices: ['rfc6298', 'linux'], default: 'rfc6298' },
];

export const defaults: Parameters = Object.fromEntries(parameters.map((one) => [one.id, one.default]));

/** The parameters as the engine wants them. */
export interface Chosen {
  readonly delayMs: number;
  readonly rateKbps: number;
  readonly lossPercent: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
  /** Who closes first. */
  readonly closer: 'client' | 'server' | 'both';
  readonly rto: 'rfc6298' | 'linux';
}

/** Of parameters within bounds; the player sees to that. */
export const chosen = (given: Parameters): Chosen => ({ ...defaults, ...given }) as unknown as Chosen;
