import type { ContestEvent } from '#engine/contest/events.ts';
import type { Run } from '#engine/kernel/trace.ts';

/** One row for each sample and signal: time in ms, who, what, then the variables that any of them has. */
export function table(run: Run<ContestEvent>): (string | number)[][] {
  const names = [
    'cwnd',
    'ssthresh',
    'inFlight',
    'srttUs',
    'rateKbps',
    'bytes',
    'queue',
    'queueBytes',
    'usePercent',
    'jain',
  ];
  const rows = run.events.map(({ at, where, kind, reason, set = {} }) => [
    at / 1e6,
    where,
    kind,
    reason,
    ...names.map((name) => {
      const value = set[name];
      return typeof value === 'number' || typeof value === 'string' ? value : '';
    }),
  ]);
  return [['ms', 'where', 'kind', 'rule', ...names], ...rows];
}
