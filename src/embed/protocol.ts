import { isLanguage, type Language } from '#i18n/languages.ts';

/**
 * What an embedded page and the page around it say to each other by `postMessage`. Every message is
 * `{ ns: 'keepalive', v: 1, type, ...fields }`; a type, a version or a field that is not in the tables below is no message of ours.
 * Both sides match `event.source`, never an origin or an address: in a sandboxed iframe the origin is "null".
 * Nothing personal is said, so the child may speak to '*'.
 */
export const NAMESPACE = 'keepalive';
export const VERSION = 1;

export type Theme = 'auto' | 'light' | 'dark';
export const isTheme = (value: unknown): value is Theme =>
  value === 'auto' || value === 'light' || value === 'dark';

type Check<T> = (value: unknown) => value is T;

/** What a field may hold; the page about embedding says each in words. */
const KINDS = {
  text: (value: unknown): value is string => typeof value === 'string' && value.length <= 200,
  /** From 0 to 1. */
  share: (value: unknown): value is number => typeof value === 'number' && value >= 0 && value <= 1,
  pixels: (value: unknown): value is number =>
    Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 1e5,
  truth: (value: unknown): value is boolean => typeof value === 'boolean',
  /** ISO 8601, as xAPI has it: 'PT12.5S'. */
  duration: (value: unknown): value is string =>
    typeof value === 'string' && /^PT\d{1,9}(\.\d{1,3})?S$/.test(value),
  theme: isTheme,
  language: isLanguage as Check<Language>,
} as const;
export type Kind = keyof typeof KINDS;
export type Shape = Readonly<Record<string, Kind>>;
type Value<K extends Kind> = (typeof KINDS)[K] extends Check<infer T> ? T : never;
type Messages<T extends Readonly<Record<string, Shape>>> = {
  [K in keyof T]: { readonly type: K } & { readonly [F in keyof T[K]]: Value<T[K][F] & Kind> };
}[keyof T];

/** Said by the embedded page. `answered` and `completed` carry what an xAPI result has: success, score.scaled, duration. */
export const FROM_CHILD = {
  /** On load, and again in answer to `hello`: so it does not matter who was there first. */
  ready: { id: 'text', title: 'text' },
  resize: { id: 'text', height: 'pixels' },
  answered: { id: 'text', item: 'text', success: 'truth', scaled: 'share', duration: 'duration' },
  completed: { id: 'text', scaled: 'share', duration: 'duration' },
} as const satisfies Readonly<Record<string, Shape>>;

/** Said by the page around it. */
export const FROM_HOST = {
  hello: {},
  theme: { theme: 'theme' },
  lang: { lang: 'language' },
  reset: {},
} as const satisfies Readonly<Record<string, Shape>>;

export type ChildMessage = Messages<typeof FROM_CHILD>;
export type HostMessage = Messages<typeof FROM_HOST>;

/** Puts the envelope on. */
export const sealed = <M extends ChildMessage | HostMessage>(message: M) =>
  ({ ns: NAMESPACE, v: VERSION, ...message }) as const;

function read(data: unknown, table: Readonly<Record<string, Shape>>): unknown {
  if (data === null || typeof data !== 'object') return undefined;
  const { ns, v, type, ...fields } = data as Record<string, unknown>;
  if (ns !== NAMESPACE || v !== VERSION || typeof type !== 'string' || !Object.hasOwn(table, type))
    return undefined;
  const shape = Object.entries(table[type]!);
  if (!shape.every(([field, kind]) => KINDS[kind](fields[field]))) return undefined;
  return { type, ...Object.fromEntries(shape.map(([field]) => [field, fields[field]])) };
}

/** The message in what was posted, or undefined where it is none of ours; extra fields are left out. */
export const readFromChild = (data: unknown): ChildMessage | undefined =>
  read(data, FROM_CHILD) as ChildMessage | undefined;
export const readFromHost = (data: unknown): HostMessage | undefined =>
  read(data, FROM_HOST) as HostMessage | undefined;

/** 12345 ms -> 'PT12.345S'. */
export const isoSeconds = (ms: number): string =>
  `PT${Math.min(999_999_999, Math.max(0, Math.round(ms)) / 1000)}S`;
