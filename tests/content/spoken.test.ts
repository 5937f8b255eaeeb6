import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readContent } from '#schemas/read.ts';
import { syllables, words } from './spoken.ts';

const root = join(import.meta.dirname, '../..');
const answers = readContent(root).questions.map(({ slug }) => ({
  slug,
  said: (
    parse(readFileSync(join(root, 'content/qa', slug, 'entry.yaml'), 'utf8')) as {
      thirtySeconds: { ko: string; en: string };
    }
  ).thirtySeconds,
}));

/** Thirty seconds at the pace of somebody who explains: 5 to 6 syllables of Korean a second, 130 to 160 words of English a minute. */
describe('the answer to be said aloud takes thirty seconds', () => {
  it.each(answers)('$slug in Korean', ({ said }) => {
    expect(syllables(said.ko)).toBeGreaterThanOrEqual(150);
    expect(syllables(said.ko)).toBeLessThanOrEqual(180);
  });
  it.each(answers)('$slug in English', ({ said }) => {
    expect(words(said.en)).toBeGreaterThanOrEqual(65);
    expect(words(said.en)).toBeLessThanOrEqual(80);
  });
  it('asks how an unknown word is read', () => expect(() => syllables('XYZ를')).toThrow('XYZ'));
});
