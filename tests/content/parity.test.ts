import { describe, expect, it } from 'vitest';
import { join } from 'node:path';
import { readContent } from '#schemas/read.ts';

/** What both languages of an answer must have in common, in the same order. */
const shape = {
  headings: /\[#([\w-]+)\]$/gm,
  sources: /<Source id="([^"]+)"/g,
  terms: /<Term id="([^"]+)"/g,
  runs: /<(?:Show|Sandbox) ([^>]*?)\s*\/?>/g,
  programs: /^```(\w+)/gm,
} as const;

const questions = readContent(join(import.meta.dirname, '../..')).questions.map(({ slug, prose }) => ({
  slug,
  ko: prose.ko ?? '',
  en: prose.en ?? '',
}));
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((one) => one[1]!);
/** Blocks between blank lines, code aside: one paragraph, list or table of one language answers one of the other. */
const blocks = (text: string) =>
  text
    .replace(/^```[\s\S]*?^```/gm, 'code')
    .split(/\n{2,}/)
    .map((one) =>
      one.startsWith('|')
        ? `table of ${one.trim().split('\n').length} rows`
        : one.startsWith('#')
          ? 'heading'
          : 'text',
    );
/** Figures of three digits and more, wherever the sentence puts them (small ones may be words: nine, 아홉). */
const figures = (text: string) =>
  (
    text
      .replace(/^```[\s\S]*?^```/gm, '')
      .replace(/<[^>]*>/g, '')
      .match(/\d[\d,.]+\d/g) ?? []
  ).sort();

describe.each(questions)('$slug says the same in both languages', ({ ko, en }) => {
  it.each(['headings', 'programs'] as const)('%s, in the same order', (part) =>
    expect(all(ko, shape[part])).toEqual(all(en, shape[part])),
  );
  it.each(['sources', 'terms', 'runs'] as const)('%s', (part) =>
    expect(all(ko, shape[part]).sort()).toEqual(all(en, shape[part]).sort()),
  );
  it('paragraph by paragraph', () => expect(blocks(ko)).toEqual(blocks(en)));
  it('each term is linked once, at its first use', () =>
    expect(new Set(all(en, shape.terms)).size).toBe(all(en, shape.terms).length));
  it('figure by figure', () => expect(figures(ko)).toEqual(figures(en)));
});
