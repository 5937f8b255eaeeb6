import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { holds, type Statement } from '#engine/kernel/statement.ts';
import type { Run } from '#engine/kernel/trace.ts';
import { setupOf } from '#player/model.ts';
import { models } from '#sandboxes/models.ts';
import { entrySchema } from '#schemas/entry.ts';
import { readContent } from '#schemas/read.ts';

const root = join(import.meta.dirname, '../..');
const runs = new Map<string, Run>();
const runOf = (sandbox: string, scenario: string): Run => {
  const key = `${sandbox}/${scenario}`;
  const model = models.find((one) => one.id === sandbox)!;
  const run = runs.get(key) ?? model.run(setupOf(model, scenario));
  runs.set(key, run);
  return run;
};

const entries = readContent(root).questions.map(({ slug }) => ({
  slug,
  entry: entrySchema.parse(parse(readFileSync(join(root, 'content/qa', slug, 'entry.yaml'), 'utf8'))),
}));

const missing = entries
  .map(({ entry }) => entry.sandbox)
  .filter((id) => models.every((one) => one.id !== id));
if (missing.length > 0)
  console.warn(`Not proved, because these sandboxes are not there: ${missing.join(', ')}`);

describe.each(entries.filter(({ entry }) => !missing.includes(entry.sandbox)))('$slug', ({ entry }) => {
  it('proves at least three of its claims', () => expect(entry.proofs.length).toBeGreaterThanOrEqual(3));

  it.each(entry.proofs)(
    'the engine does what it says: $claim.en',
    ({ sandbox, scenario, holds: statement }) => {
      expect(holds(runOf(sandbox ?? entry.sandbox, scenario), statement)).toBe(true);
    },
  );

  it('would notice a claim that does not hold', () => {
    const { sandbox = entry.sandbox, scenario } = entry.proofs[0]!;
    const impossible: Statement = { count: { kind: 'no such thing' }, is: { min: 1 } };
    expect(holds(runOf(sandbox, scenario), impossible)).toBe(false);
  });

  it.each(entry.proofs)('says something that could be false: $claim.en', ({ holds: statement }) => {
    const nothingHappened: Run = { events: [], frames: [], endNs: 0 };
    const never = 'count' in statement && statement.is === 0;
    expect(holds(nothingHappened, statement)).toBe(never);
  });
});
