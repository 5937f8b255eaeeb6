import type { CacheEvent } from '#engine/cache/events.ts';
import type { PolicyId } from '#engine/cache/eviction/policy.ts';
import type { Run } from '#engine/kernel/trace.ts';

/** One row for each request made: its key; then for each policy 1 for a hit, the key it evicted, and its hits so far. */
export function table(run: Run<CacheEvent>, policies: readonly PolicyId[]): (string | number)[][] {
  const rows: (string | number)[][] = [
    ['turn', 'request', 'key', ...policies.flatMap((id) => [`${id} hit`, `${id} evicted`, `${id} hits`])],
  ];
  const hits = new Map<string, number>();
  let row = new Map<string, { hit: number; evicted: string }>();
  for (const event of run.events) {
    if (event.kind === 'request') row = new Map(policies.map((id) => [id, { hit: 0, evicted: '' }]));
    const cell = row.get(event.where);
    if (cell && event.kind === 'evict') cell.evicted = event.key;
    if (cell && event.kind === 'hit') {
      cell.hit = 1;
      hits.set(event.where, (hits.get(event.where) ?? 0) + 1);
    }
    if (event.kind === 'served') {
      const cells = policies.flatMap((id) => [row.get(id)!.hit, row.get(id)!.evicted, hits.get(id) ?? 0]);
      rows.push([event.turn, event.request, event.key, ...cells]);
    }
  }
  return rows;
}
