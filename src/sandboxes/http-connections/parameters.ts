import { MILLISECOND } from '#engine/kernel/time.ts';
import { makePage } from '#engine/pageload/page.ts';
import type { PageLoad } from '#engine/pageload/run.ts';
import type { Security } from '#engine/pageload/setup.ts';
import { wayOf, WAYS, type WayId } from '#engine/pageload/ways.ts';
import type { Parameter, Parameters, Setup } from '#player/model.ts';

export const SECURITIES: readonly Security[] = ['none', 'full', 'zero-rtt'];

export const parameters: readonly Parameter[] = [
  { id: 'way', kind: 'choice', choices: WAYS.map(({ id }) => id), default: 'http11' },
  { id: 'files', kind: 'integer', unit: 'none', min: 1, max: 30, step: 1, default: 12 },
  { id: 'fileBytes', kind: 'integer', unit: 'bytes', min: 200, max: 40_000, step: 100, default: 10_000 },
  { id: 'rttMs', kind: 'integer', unit: 'ms', min: 2, max: 600, step: 2, default: 60 },
  { id: 'rateKbps', kind: 'integer', unit: 'kbit/s', min: 500, max: 100_000, step: 500, default: 10_000 },
  { id: 'lossPercent', kind: 'integer', unit: '%', min: 0, max: 15, step: 1, default: 0 },
  { id: 'thinkMs', kind: 'integer', unit: 'ms', min: 0, max: 1000, step: 5, default: 20 },
  { id: 'security', kind: 'choice', choices: [...SECURITIES], default: 'full' },
  { id: 'cookieBytes', kind: 'integer', unit: 'bytes', min: 0, max: 2000, step: 20, default: 400 },
];

export const defaults: Parameters = Object.fromEntries(parameters.map((one) => [one.id, one.default]));

/** The parameters as the engine wants them; they are within bounds, the player sees to that. */
export function loadOf({ parameters: given, seed }: Pick<Setup, 'parameters' | 'seed'>): PageLoad {
  const all = { ...defaults, ...given };
  const number = (id: string) => all[id] as number;
  return {
    way: wayOf(all['way'] as WayId),
    page: makePage(number('files'), number('fileBytes')),
    security: all['security'] as Security,
    rttNs: number('rttMs') * MILLISECOND,
    rateBps: number('rateKbps') * 1000,
    lossPpm: number('lossPercent') * 10_000,
    thinkNs: number('thinkMs') * MILLISECOND,
    cookieBytes: number('cookieBytes'),
    seed,
    interventions: [],
  };
}
