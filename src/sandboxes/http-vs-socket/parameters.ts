import { MILLISECOND } from '#engine/kernel/time.ts';
import type { JobId } from '#engine/ways/job.ts';
import type { WaysSetup } from '#engine/ways/run.ts';
import { waysOf } from '#engine/ways/ways.ts';
import type { Parameter, Parameters, Setup } from '#player/model.ts';

export const parameters: readonly Parameter[] = [
  { id: 'job', kind: 'choice', choices: ['ticks', 'chat', 'page', 'upload'], default: 'ticks' },
  { id: 'users', kind: 'integer', unit: 'none', min: 1, max: 5, step: 1, default: 1 },
  { id: 'messages', kind: 'integer', unit: 'none', min: 1, max: 40, step: 1, default: 10 },
  { id: 'intervalMs', kind: 'integer', unit: 'ms', min: 10, max: 2000, step: 10, default: 400 },
  { id: 'messageBytes', kind: 'integer', unit: 'bytes', min: 4, max: 1000, step: 1, default: 40 },
  { id: 'pollMs', kind: 'integer', unit: 'ms', min: 50, max: 5000, step: 50, default: 500 },
  { id: 'fields', kind: 'choice', choices: ['browser', 'few'], default: 'browser' },
  { id: 'files', kind: 'integer', unit: 'none', min: 1, max: 40, step: 1, default: 30 },
  { id: 'fileBytes', kind: 'integer', unit: 'bytes', min: 100, max: 200_000, step: 100, default: 4000 },
  {
    id: 'delayMs',
    kind: 'integer',
    unit: 'ms',
    min: 1,
    max: 200,
    step: 1,
    default: 25,
    live: { target: 'networks', quantity: 'delayNs', times: MILLISECOND },
  },
  { id: 'lossPercent', kind: 'integer', unit: '%', min: 0, max: 20, step: 1, default: 0 },
];

export const defaults: Parameters = Object.fromEntries(parameters.map((one) => [one.id, one.default]));

/** 100 Mbit/s: what takes time here is the way there and back. */
const RATE_BPS = 100_000_000;

/** The setup as the engine wants it. What is done to 'networks', 'servers' or 'users' is done to each of them. */
export function waysSetup(
  { parameters: given, seed, interventions }: Setup,
  own: Setup['interventions'],
): WaysSetup {
  const all = { ...defaults, ...given };
  const integer = (id: string) => all[id] as number;
  const job = all['job'] as JobId;
  const each: Readonly<Record<string, string>> = { networks: '', servers: '-server', users: '-client' };
  return {
    job,
    users: integer('users'),
    messages: integer('messages'),
    intervalNs: integer('intervalMs') * MILLISECOND,
    messageBytes: integer('messageBytes'),
    files: integer('files'),
    fileBytes: integer('fileBytes'),
    pollNs: integer('pollMs') * MILLISECOND,
    fields: all['fields'] as 'few' | 'browser',
    delayNs: integer('delayMs') * MILLISECOND,
    rateBps: RATE_BPS,
    lossPercent: integer('lossPercent'),
    seed,
    interventions: [...own, ...interventions].flatMap((one) => {
      const end = each[one.target];
      return end === undefined ? [one] : waysOf(job).map((way) => ({ ...one, target: `${way}${end}` }));
    }),
  };
}
