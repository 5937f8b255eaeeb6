import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { entrySchema } from '#schemas/entry.ts';
import { models } from '#sandboxes/models.ts';
import type { Item } from '#schemas/item.ts';
import { readContent } from '#schemas/read.ts';

const root = join(import.meta.dirname, '../..');
const entries = readContent(root).questions.map(({ slug }) => ({
  slug,
  entry: entrySchema.parse(parse(readFileSync(join(root, 'content/qa', slug, 'entry.yaml'), 'utf8'))),
}));
const items = entries.flatMap(({ entry }) => entry.quiz);
type Single = Extract<Item, { kind: 'single' }>;
const singles = items.filter((item): item is Single => item.kind === 'single');

describe.each(entries)('the quiz of $slug', ({ entry }) => {
  it('has kinds enough', () => {
    const kinds = new Set(entry.quiz.map((item) => item.kind));
    expect(kinds.size).toBeGreaterThanOrEqual(4);
    if (models.some((one) => one.id === entry.sandbox)) expect(kinds).toContain('computed');
  });
  it('probes the misconceptions of the page', () => {
    const known = entry.misconceptions.map((one) => one.id);
    for (const item of entry.quiz) for (const one of item.misconceptions) expect(known).toContain(one);
  });
});

// Complaints about other quizzes: the key is too often the second option, or the longest.
describe('single choices over the whole site', () => {
  it('put the key in every place', () => {
    const places = singles.map((item) => item.options.findIndex((one) => one.id === item.answer));
    for (const place of [0, 1, 2, 3])
      expect(places.filter((one) => one === place).length, `place ${place + 1}`).toBeLessThanOrEqual(
        Math.ceil(places.length * 0.4),
      );
  });
  it.each(['ko', 'en'] as const)('do not give the key away by its length (%s)', (lang) => {
    const longest = singles.filter((item) => {
      const length = (id: string) => item.options.find((one) => one.id === id)!.text[lang].length;
      return item.options.every((one) => one.id === item.answer || length(one.id) < length(item.answer));
    });
    expect(longest.length).toBeLessThanOrEqual(Math.ceil(singles.length * 0.4));
  });
  it.each(items)('$id asks plainly', (item) => {
    expect(item.stem.en).not.toMatch(/\bnot\b|\bexcept\b/i);
    expect(item.stem.ko).not.toMatch(/(아닌|않는|틀린|잘못된) 것/);
    if (item.kind === 'single' || item.kind === 'several') {
      for (const option of item.options) expect(option.text.en).not.toMatch(/(all|none) of the above/i);
    }
  });
});
