import { INITIAL_WINDOW, LEAST_FRAME, MOST_FRAME, MOST_WINDOW, SETTING, type SettingName } from './codes.ts';
import type { Fault } from './faults.ts';

export type Settings = Readonly<Record<SettingName, number>>;

/** RFC 9113 §6.5.2: what holds until something else is said. Infinity: no limit. */
export const INITIAL_SETTINGS: Settings = {
  HEADER_TABLE_SIZE: 4096,
  ENABLE_PUSH: 1,
  MAX_CONCURRENT_STREAMS: Infinity,
  INITIAL_WINDOW_SIZE: INITIAL_WINDOW,
  MAX_FRAME_SIZE: LEAST_FRAME,
  MAX_HEADER_LIST_SIZE: Infinity,
  ENABLE_CONNECT_PROTOCOL: 0,
};

const NAMES = new Map(Object.entries(SETTING).map(([name, id]) => [id as number, name as SettingName]));

/** The settings once the pairs are taken in their order; unknown identifiers are ignored (RFC 9113 §6.5.2, last paragraph). */
export function changed(
  settings: Settings,
  pairs: readonly (readonly [number, number])[],
  from: 'client' | 'server',
): Settings | Fault {
  const next: Record<SettingName, number> = { ...settings };
  for (const [id, value] of pairs) {
    const name = NAMES.get(id);
    if (!name) continue;
    const fault = wrong(name, value, from);
    if (fault) return fault;
    next[name] = value;
  }
  return next;
}

function wrong(name: SettingName, value: number, from: 'client' | 'server'): Fault | undefined {
  switch (name) {
    case 'ENABLE_PUSH':
      // A server may not set it to 1 either
      return value > 1 || (from === 'server' && value === 1) ? 'h2.enable-push' : undefined;
    case 'INITIAL_WINDOW_SIZE':
      return value > MOST_WINDOW ? 'h2.initial-window' : undefined;
    case 'MAX_FRAME_SIZE':
      return value < LEAST_FRAME || value > MOST_FRAME ? 'h2.max-frame-size' : undefined;
    case 'ENABLE_CONNECT_PROTOCOL':
      return value > 1 ? 'h2.enable-connect' : undefined;
    default:
      return undefined;
  }
}

/** What is to be said: each setting that differs from the initial one. */
export const pairsOf = (settings: Settings): (readonly [number, number])[] =>
  (Object.keys(SETTING) as SettingName[])
    .filter((name) => settings[name] !== INITIAL_SETTINGS[name] && settings[name] !== Infinity)
    .map((name) => [SETTING[name], settings[name]]);
