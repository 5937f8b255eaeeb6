import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { CacheEvent } from '#engine/cache/events.ts';
import type { PolicyId } from '#engine/cache/eviction/policy.ts';
import type { Run } from '#engine/kernel/trace.ts';
import { setupOf } from '#player/model.ts';
import { listsOf } from '#sandboxes/cache-policy/lanes.ts';
import { cachePolicy as model } from '#sandboxes/cache-policy/model.ts';
import { chosen } from '#sandboxes/cache-policy/parameters.ts';

/** Files of tests/vectors/cache-policy: a head that says what they show, then a line for each request. GOLDEN=write makes them anew; read the change. */
const folder = join(import.meta.dirname, '../../vectors/cache-policy');

/** `number key`, then for each policy `+` or `-`, what it evicted, and its lists, head first, ghosts in parentheses. */
function printed(run: Run<CacheEvent>, lanes: readonly PolicyId[]): string {
  const rows: string[] = [];
  let told = new Map<string, { sign: string; evicted: string[]; lists: string }>();
  for (const event of run.events) {
    if (event.kind === 'request') {
      told = new Map(lanes.map((id) => [id, { sign: '', evicted: [], lists: '' }]));
    } else if (event.kind === 'served') {
      rows.push(`${event.turn} ${event.key}`);
      for (const [id, { sign, evicted, lists }] of told) {
        rows.push(
          `  ${sign} ${id.padEnd(9)} ${evicted.length > 0 ? `out ${evicted.join(' ')}; ` : ''}${lists}`,
        );
      }
    }
    const lane = told.get(event.where);
    if (!lane) continue;
    if (event.kind === 'evict') lane.evicted.push(event.key);
    if (event.kind !== 'hit' && event.kind !== 'miss') continue;
    lane.sign = event.kind === 'hit' ? '+' : '-';
    lane.lists = listsOf[event.where as PolicyId]
      .map(({ id, ghost }) => {
        const keys = (event.set![id] as readonly string[]).join('');
        return `${id} ${ghost ? `(${keys})` : keys}`.trimEnd();
      })
      .join(' | ');
  }
  return rows.join('\n');
}

test.each(['scan-resistance', 'loop-beaten', 'shift', 'wonders', 'anomaly', 'own-list'])(
  '%s reads like its golden trace',
  (id) => {
    const file = join(folder, `${id}.trace`);
    const golden = readFileSync(file, 'utf8');
    const head = golden
      .split('\n')
      .filter((line) => line.startsWith('#'))
      .join('\n');
    const setup = setupOf(model, id);
    const whole = `${head}\n\n${printed(model.run(setup), chosen(setup.parameters).lanes)}\n`;
    if (process.env['GOLDEN'] === 'write') writeFileSync(file, whole);
    else expect(golden).toBe(whole);
    expect(head.length).toBeGreaterThan(60);
  },
);
