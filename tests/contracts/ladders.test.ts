import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

it('every ladder of a sandbox stands in a place that says that it scrolls: else, of a long run, only what is near the playhead would be drawn', () => {
  const ladders = globSync('src/{sandboxes,views}/**/*.svelte', { cwd: ROOT })
    .map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }))
    .filter(({ text }) => /<(?:beside\.)?Ladder\b/.test(text));
  expect(ladders.length).toBeGreaterThan(3);
  expect(ladders.filter(({ text }) => !text.includes('data-scrolls')).map(({ file }) => file)).toEqual([]);
});
