import { policyIds } from '#engine/cache/eviction/registry.ts';
import { cityIds } from '#engine/cdn/cities.ts';
import type { Parameter, Parameters } from '#player/model.ts';

/** Zipf's exponent in quarters, by the name of its choice. */
export const SKEWS: Readonly<Record<string, number>> = { '0': 0, '0.5': 2, '0.75': 3, '1': 4, '1.25': 5 };
/** A server cannot know what will be asked for. */
const POLICIES = policyIds.filter((id) => id !== 'opt');
/** What the second network has otherwise than the first. */
export const BESIDES = [
  'none',
  'push',
  'alone',
  'no-shield',
  'neither',
  'anycast',
  'near-resolver',
  'remainder',
  'no-stale',
] as const;
export type Beside = (typeof BESIDES)[number];

const integer = (
  id: string,
  [min, max, standard]: readonly [number, number, number],
  unit: 'none' | 's' | 'objects' | 'requests' = 'none',
  step = 1,
): Parameter => ({ id, kind: 'integer', unit, min, max, step, default: standard });

export const parameters: readonly Parameter[] = [
  { id: 'beside', kind: 'choice', choices: BESIDES, default: 'none' },
  { id: 'edges', kind: 'choice', choices: ['1', '3', '6', '12', '20'], default: '6' },
  { id: 'shields', kind: 'choice', choices: ['0', '1', '3'], default: '0' },
  { id: 'origin', kind: 'choice', choices: cityIds.slice(0, 6), default: 'washington' },
  { id: 'routing', kind: 'choice', choices: ['dns', 'anycast'], default: 'anycast' },
  integer('dnsTtl', [0, 600, 30], 's'),
  { id: 'resolver', kind: 'choice', choices: ['near', 'far'], default: 'near' },
  { id: 'mode', kind: 'choice', choices: ['pull', 'push'], default: 'pull' },
  { id: 'siblings', kind: 'switch', default: false },
  { id: 'collapse', kind: 'switch', default: true },
  integer('ttl', [0, 86_400, 60], 's'),
  integer('staleWhileRevalidate', [0, 86_400, 0], 's'),
  integer('staleIfError', [0, 86_400, 0], 's'),
  { id: 'mustRevalidate', kind: 'switch', default: false },
  { id: 'policy', kind: 'choice', choices: POLICIES, default: 'lru' },
  integer('capacity', [1, 10_000, 10], 'objects'),
  {
    id: 'servers',
    kind: 'integer',
    unit: 'none',
    min: 1,
    max: 8,
    step: 1,
    default: 1,
    live: { target: 'servers', times: 1 },
  },
  { id: 'hashing', kind: 'choice', choices: ['ring', 'remainder'], default: 'ring' },
  { id: 'pattern', kind: 'choice', choices: ['list', 'steady', 'flash'], default: 'steady' },
  integer('requests', [1, 1_000_000, 60], 'requests'),
  integer('perSecond', [1, 20_000, 1]),
  integer('objects', [1, 20_000, 12], 'objects'),
  { id: 'skew', kind: 'choice', choices: Object.keys(SKEWS), default: '1' },
  integer('objectKb', [1, 10_000, 100]),
  integer('originPerSecond', [1, 10_000, 200]),
  integer('changeAt', [0, 3600, 0], 's'),
];

export const defaults: Parameters = Object.fromEntries(parameters.map((one) => [one.id, one.default]));

/** Runs of more requests, or of objects that nobody could read, are told by samples. */
export const MOST_IN_DETAIL = 300;
export const MOST_LABELLED = 52;
