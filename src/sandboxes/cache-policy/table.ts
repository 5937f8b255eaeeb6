import type { CacheEvent } from '#engine/cache/events.ts';
import type { Run } from '#engine/kernel/trace.ts';
import { laneIds } from './lanes.ts';

/** One row for each request made: its key; then for each policy of the run 1 for a hit, the keys it evicted, and its hits so far. */
export function table(run: Run<CacheEvent>): (string | number)[][] {
  const there = new Set(run.events.map(({ where }) => where));
  const policies = laneIds.filter((id) => there.has(id));
  const rows: (string | number)[][] = [
    ['turn', 'request', 'key', ...policies.flatMap((id) => [`${id} hit`, `${id} evicted`, `${id} hits`])],
  ];
  const hits = new Map<string, number>();
  let row = new Map<string, { hit: number; evicted: string[] }>();
  for (const event of run.events) {
    if (event.kind === 'request') row = new Map(policies.map((id) => [id, { hit: 0, evicted: [] }]));
    const cell = row.get(event.where);
    if (cell && event.kind === 'evict') cell.evicted.push(event.key);
    if (cell && event.kind === 'hit') {
      cell.hit = 1;
      hits.set(event.where, (hits.get(event.where) ?? 0) + 1);
    }
    if (event.kind === 'served') {
      const cells = policies.flatMap((id) => {
        const { hit, evicted } = row.get(id)!;
        return [hit, evicted.join(' '), hits.get(id) ?? 0];
      });
      rows.push([event.turn, event.request, event.key, ...cells]);
    }
  }
  return rows;
}
