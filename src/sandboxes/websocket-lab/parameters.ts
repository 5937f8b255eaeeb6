import type { Parameter, Parameters } from '#player/model.ts';

/** What the client does once it is there. */
export const DOINGS = ['frames', 'stomp', 'sockjs', 'events'] as const;
export type Doing = (typeof DOINGS)[number];

/** The fields of the opening request that may be left out, in lower case. */
export const OMISSIONS = [
  'nothing',
  'upgrade',
  'connection',
  'sec-websocket-key',
  'sec-websocket-version',
] as const;

export const parameters: readonly Parameter[] = [
  { id: 'doing', kind: 'choice', choices: DOINGS, default: 'frames' },
  { id: 'httpVersion', kind: 'choice', choices: ['1.1', '1.0'], default: '1.1' },
  { id: 'setUpgrade', kind: 'switch', default: true },
  { id: 'setConnection', kind: 'switch', default: true },
  { id: 'readTimeoutS', kind: 'integer', unit: 's', min: 1, max: 600, step: 1, default: 60 },
  { id: 'buffering', kind: 'switch', default: true },
  { id: 'page', kind: 'choice', choices: ['own', 'other'], default: 'own' },
  { id: 'checksOrigin', kind: 'switch', default: true },
  { id: 'leaveOut', kind: 'choice', choices: OMISSIONS, default: 'nothing' },
  { id: 'pingS', kind: 'integer', unit: 's', min: 0, max: 300, step: 1, default: 0 },
  { id: 'frames', kind: 'text', min: 0, max: 3000, default: '' },
  { id: 'stomp', kind: 'text', min: 0, max: 1500, default: '' },
  { id: 'friend', kind: 'text', min: 0, max: 1500, default: '' },
  { id: 'delayMs', kind: 'integer', unit: 'ms', min: 1, max: 500, step: 1, default: 10 },
  { id: 'watchS', kind: 'integer', unit: 's', min: 1, max: 600, step: 1, default: 10 },
];

export const defaults: Parameters = Object.fromEntries(parameters.map((one) => [one.id, one.default]));

/** The parameters as the engine wants them. */
export interface Chosen {
  readonly doing: Doing;
  readonly httpVersion: '1.0' | '1.1';
  readonly setUpgrade: boolean;
  readonly setConnection: boolean;
  readonly readTimeoutS: number;
  readonly buffering: boolean;
  readonly page: 'own' | 'other';
  readonly checksOrigin: boolean;
  readonly leaveOut: (typeof OMISSIONS)[number];
  readonly pingS: number;
  /** Frames of the reader's, a line each, in hexadecimal. */
  readonly frames: string;
  /** STOMP frames of the client's and of its friend's, a line each: 'SEND destination:/topic/a | hello'. */
  readonly stomp: string;
  readonly friend: string;
  readonly delayMs: number;
  readonly watchS: number;
}

/** Of parameters within bounds; the player sees to that. */
export const chosen = (given: Parameters): Chosen => ({ ...defaults, ...given }) as unknown as Chosen;
