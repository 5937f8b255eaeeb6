import type { Parameter, Parameters } from '#player/model.ts';

export const parameters: readonly Parameter[] = [
  { id: 'language', kind: 'choice', choices: ['c', 'java', 'python', 'node'], default: 'c' },
  { id: 'delayMs', kind: 'integer', unit: 'ms', min: 1, max: 500, step: 1, default: 20 },
  { id: 'bytes', kind: 'integer', unit: 'bytes', min: 1, max: 20_000, step: 1, default: 100 },
  { id: 'backlog', kind: 'integer', unit: 'none', min: 0, max: 8, step: 1, default: 1 },
  { id: 'clients', kind: 'integer', unit: 'none', min: 1, max: 8, step: 1, default: 4 },
  { id: 'keepalive', kind: 'switch', default: true },
];

export const defaults: Parameters = Object.fromEntries(parameters.map((one) => [one.id, one.default]));

export type CodeLanguage = 'c' | 'java' | 'python' | 'node';

/** The parameters as the engine wants them. */
export interface Chosen {
  /** In which the listings are; the run is the same. */
  readonly language: CodeLanguage;
  readonly delayMs: number;
  /** What the client sends at a time. */
  readonly bytes: number;
  /** Second argument of listen(). */
  readonly backlog: number;
  /** How many connect in 'backlog'. */
  readonly clients: number;
  /** Whether the server sets SO_KEEPALIVE. */
  readonly keepalive: boolean;
}

/** Of parameters within bounds; the player sees to that. */
export const chosen = (given: Parameters): Chosen => ({ ...defaults, ...given }) as unknown as Chosen;
