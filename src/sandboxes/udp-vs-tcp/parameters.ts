import type { Parameter, Parameters } from '#player/model.ts';

export const parameters: readonly Parameter[] = [
  { id: 'messages', kind: 'integer', unit: 'none', min: 1, max: 100, step: 1, default: 12 },
  { id: 'intervalMs', kind: 'integer', unit: 'ms', min: 1, max: 500, step: 1, default: 20 },
  { id: 'messageBytes', kind: 'integer', unit: 'bytes', min: 4, max: 1400, step: 1, default: 160 },
  {
    id: 'delayMs',
    kind: 'integer',
    unit: 'ms',
    min: 1,
    max: 300,
    step: 1,
    default: 40,
    live: { target: 'networks', quantity: 'delayNs', times: 1_000_000 },
  },
  { id: 'lossPercent', kind: 'integer', unit: '%', min: 0, max: 40, step: 1, default: 0 },
  { id: 'jitterMs', kind: 'integer', unit: 'ms', min: 0, max: 200, step: 1, default: 0 },
  { id: 'twicePercent', kind: 'integer', unit: '%', min: 0, max: 50, step: 1, default: 0 },
  { id: 'bufferMs', kind: 'integer', unit: 'ms', min: 0, max: 1000, step: 1, default: 60 },
  { id: 'receivers', kind: 'integer', unit: 'none', min: 1, max: 4, step: 1, default: 1 },
];

export const defaults: Parameters = Object.fromEntries(parameters.map((one) => [one.id, one.default]));

/** The parameters as the engine wants them. */
export interface Chosen {
  readonly messages: number;
  readonly intervalMs: number;
  readonly messageBytes: number;
  readonly delayMs: number;
  /** Of the time in which nothing gets through to the receiver. */
  readonly lossPercent: number;
  /** Late by up to this, towards the receiver. */
  readonly jitterMs: number;
  readonly twicePercent: number;
  /** How long a player waits after the first message before it begins. */
  readonly bufferMs: number;
  readonly receivers: number;
}

/** Of parameters within bounds; the player sees to that. */
export const chosen = (given: Parameters): Chosen => ({ ...defaults, ...given }) as unknown as Chosen;
