import type { Parameter, Parameters } from '#player/model.ts';

export const parameters: readonly Parameter[] = [
  { id: 'delayMs', kind: 'integer', unit: 'ms', min: 1, max: 200, step: 1, default: 10 },
  { id: 'clients', kind: 'integer', unit: 'none', min: 1, max: 8, step: 1, default: 3 },
  { id: 'ports', kind: 'integer', unit: 'none', min: 1, max: 16, step: 1, default: 4 },
  { id: 'listeners', kind: 'integer', unit: 'none', min: 1, max: 4, step: 1, default: 2 },
  { id: 'reuseAddress', kind: 'switch', default: false },
];

export const defaults: Parameters = Object.fromEntries(parameters.map((one) => [one.id, one.default]));

/** The parameters as the engine wants them. */
export interface Chosen {
  readonly delayMs: number;
  /** How many addresses connect. */
  readonly clients: number;
  /** How many ports a client may be given for its own end. */
  readonly ports: number;
  /** How many share the port by SO_REUSEPORT. */
  readonly listeners: number;
  /** Whether the server says SO_REUSEADDR. */
  readonly reuseAddress: boolean;
}

/** Of parameters within bounds; the player sees to that. */
export const chosen = (given: Parameters): Chosen => ({ ...defaults, ...given }) as unknown as Chosen;
