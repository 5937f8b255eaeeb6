import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { printRun } from '#engine/net/print.ts';
import { setupOf } from '#player/model.ts';
import { packetLab } from '#sandboxes/packet-lab/model.ts';

/** Files of tests/vectors/packet-lab: a head that says what they show, then the run. GOLDEN=write makes them anew; read the change. */
const folder = join(import.meta.dirname, '../../vectors/packet-lab');

describe('golden traces', () => {
  it.each(packetLab.scenarios.map(({ id }) => id))('%s', (id) => {
    const file = join(folder, `${id}.trace`);
    const printed = printRun(packetLab.run(setupOf(packetLab as never, id)));
    const golden = readFileSync(file, 'utf8');
    const head = golden
      .split('\n')
      .filter((line) => line.startsWith('#'))
      .join('\n');
    if (process.env['GOLDEN'] === 'write') writeFileSync(file, `${head}\n\n${printed}`);
    else expect(golden).toBe(`${head}\n\n${printed}`);
    expect(head.length).toBeGreaterThan(100);
  });
});
