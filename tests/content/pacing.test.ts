import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { paced, syllables, wordAt } from '#components/pace/pacing.ts';
import { readContent } from '#schemas/read.ts';
import { syllables as byEar } from './spoken.ts';

const root = join(import.meta.dirname, '../..');
const answers = readContent(root).questions.map(({ slug }) => ({
  slug,
  said: (
    parse(readFileSync(join(root, 'content/qa', slug, 'entry.yaml'), 'utf8')) as {
      thirtySeconds: { ko: string; en: string };
    }
  ).thirtySeconds,
}));

it.each([
  ['핸드셰이크는', 6],
  ['SYN을', 4],
  ['TCP', 3],
  ['3-way', 2],
  ['connection', 3],
  ['made', 1],
  ['the', 1],
  ['—', 1],
])('%s counts %d syllables', (word, n) => expect(syllables(word)).toBe(n));

describe('the pace of an answer', () => {
  it('covers the text, word by word, and ends with it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
        const words = paced(text);
        const lead = /^\s*/.exec(text)![0].length;
        expect(words.map(({ from, to }) => text.slice(from, to)).join('')).toBe(text.slice(lead));
        expect(words.every(({ said }, n) => said > (words[n - 1]?.said ?? 0))).toBe(true);
        if (words.length > 0) expect(words.at(-1)!.said).toBeCloseTo(1, 9);
      }),
    );
  });
  it('rests after a sentence', () => {
    const [one, , three] = paced('하나 둘. 셋');
    const [a, , c] = paced('하나 둘 셋');
    expect(one!.said).toBeLessThan(a!.said);
    expect(three!.said).toBe(c!.said);
    expect(paced('하나 둘. 셋').map(({ ends }) => ends)).toEqual([false, true, false]);
  });
  it('says at every moment which word it is', () => {
    const words = paced('one two three');
    expect([0, 0.1, 0.5, 0.9, 1].map((share) => wordAt(words, share))).toEqual([-1, 0, 1, 2, 2]);
  });
  it.each(answers)('$slug: is what an ear counts, within a fifth', ({ said }) => {
    const counted = paced(said.ko).map(({ from, to }) => syllables(said.ko.slice(from, to)));
    const sum = counted.reduce((all, one) => all + one, 0);
    expect(sum / byEar(said.ko)).toBeGreaterThan(0.8);
    expect(sum / byEar(said.ko)).toBeLessThan(1.2);
  });
});
