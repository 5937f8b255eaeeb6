import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { askedOf } from '#components/asked.ts';
import { LANGUAGES } from '#i18n/languages.ts';
import { grade, keyOf } from '#quiz/core/kinds.ts';
import { laid } from '#quiz/items/rungs.ts';
import { entrySchema } from '#schemas/entry.ts';
import { readContent } from '#schemas/read.ts';

/** Items whose options and key the engine makes: packets of a run, and what a run does next. */
const pages = readContent(join(import.meta.dirname, '..', '..')).questions.map(({ slug, entry }) => ({
  slug,
  entry: entrySchema.parse(entry?.data),
}));
const of = (kind: 'trace' | 'predict') =>
  pages.flatMap(({ slug, entry }) =>
    entry.quiz.filter((item) => item.kind === kind).map((item) => ({ id: item.id, slug, entry, item })),
  );
const ask = async ({ slug, entry, item }: ReturnType<typeof of>[number], lang: 'ko' | 'en') =>
  (await askedOf(slug, { ...entry, quiz: [item] }, lang))[0]!;

it('there are some of both', () => {
  expect(of('trace').length).toBeGreaterThanOrEqual(4);
  expect(of('predict').length).toBeGreaterThanOrEqual(6);
});

describe.each(of('trace'))('$id', (one) => {
  it.each(LANGUAGES)('offers packets of the run, each with what the engine says of it (%s)', async (lang) => {
    const { posed, ladder, as } = await ask(one, lang);
    expect(as).toBe('trace');
    if (posed.kind !== 'single' && posed.kind !== 'several') throw new Error(posed.kind);
    expect(posed.options.length).toBeGreaterThanOrEqual(3);
    expect(posed.options.length).toBeLessThanOrEqual(9);
    for (const { text, why } of posed.options) expect(text + why).not.toMatch(/undefined|\{|tcp\./);
    expect(new Set(posed.options.map(({ text }) => text)).size).toBe(posed.options.length);
    expect(ladder!.arrows.flatMap(({ option }) => option ?? [])).toEqual(posed.options.map(({ id }) => id));
  });
  it('has as many right ones as it names moments, and not all', async () => {
    const { posed } = await ask(one, 'ko');
    const { parts, score } = grade(posed, keyOf(posed));
    expect(score).toBe(1);
    const right = parts.filter((part) => part.key);
    expect(right.length).toBe(one.item.kind === 'trace' && one.item.is.length);
    expect(right.length).toBeLessThan(parts.length);
  });
  it('is drawn in the order of time, with room for each label', async () => {
    const { ladder } = await ask(one, 'en');
    const { rungs, height } = laid(ladder!.arrows);
    for (const [i, { arrow, y1, y2 }] of rungs.entries()) {
      expect(y2).toBeGreaterThan(y1);
      expect(y2).toBeLessThan(height);
      for (const other of rungs.slice(i + 1)) {
        if (other.arrow.from === arrow.from) expect(other.y1 - y1).toBeGreaterThanOrEqual(18);
      }
    }
  });
});

describe.each(of('predict'))('$id', (one) => {
  it('says why of every option, and nothing of others', async () => {
    const { posed, as } = await ask(one, 'ko');
    expect(as).toBe('predict');
    if (posed.kind !== 'single' || one.item.kind !== 'predict') throw new Error(posed.kind);
    const options = posed.options.map(({ id }) => id);
    expect(options).toContain(posed.answer);
    expect(options.filter((id) => id !== posed.answer).sort()).toEqual(
      one.item.reasons.map(({ option }) => option).sort(),
    );
    for (const { why, text } of posed.options) {
      expect(why.trim()).not.toBe('');
      expect(text + why).not.toMatch(/[{}]/);
    }
  });
});
