import type { CdnEvent } from '#engine/cdn/events.ts';
import type { Run } from '#engine/kernel/trace.ts';

const FIGURES = [
  'served',
  'failed',
  'hits',
  'collapsed',
  'fromSibling',
  'fromShield',
  'fromOrigin',
  'outdated',
  'stale',
  'originRequests',
  'notModified',
  'refused',
  'originBytes',
  'userBytes',
  'p50',
  'p95',
  'p99',
] as const;

/** One row each time the figures change: milliseconds, which network ('network', 'b/network'), then the figures so far. */
export function table(run: Run<CdnEvent>): (string | number)[][] {
  const rows = run.events
    .filter(({ kind }) => kind === 'figures' || kind === 'sample')
    .map(({ at, where, set = {} }) => [at / 1e6, where, ...FIGURES.map((name) => Number(set[name]))]);
  return [['ms', 'network', ...FIGURES], ...rows];
}
