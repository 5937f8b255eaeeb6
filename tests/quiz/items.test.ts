import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pose } from '#components/poses.ts';
import { LANGUAGES } from '#i18n/languages.ts';
import { posed } from '#quiz/core/computed.ts';
import { grade, keyOf, refuse, type Posed } from '#quiz/core/kinds.ts';
import { inLanguage } from '#quiz/core/question.ts';
import { entrySchema } from '#schemas/entry.ts';
import type { Item } from '#schemas/item.ts';
import { readContent } from '#schemas/read.ts';

/** Lints over the items that the site really asks. */
const pages = readContent(join(import.meta.dirname, '..', '..')).questions.map(({ slug, entry }) => ({
  slug,
  ...entrySchema.parse(entry?.data),
}));
const items = pages.flatMap(({ quiz }) => quiz);
const of = <K extends Item['kind']>(kind: K) =>
  items.filter((item): item is Extract<Item, { kind: K }> => item.kind === kind);
const languages = LANGUAGES.map((lang) => [lang] as const);

describe('the items together', () => {
  it('have ids of their own', () => {
    const ids = items.map(({ id }) => id);
    expect(ids.filter((id, n) => ids.indexOf(id) !== n)).toEqual([]);
  });
  it('have their keys all over the places', () => {
    const singles = of('single');
    const places = singles.map(({ options, answer }) => options.findIndex(({ id }) => id === answer));
    for (const place of new Set(places)) {
      const share = places.filter((one) => one === place).length;
      expect(share, `keys at place ${place + 1} of ${singles.length}`).toBeLessThanOrEqual(
        Math.max(2, Math.ceil(singles.length * 0.4)),
      );
    }
  });
  it.each(languages)('do not give the right option away by its length (%s)', (lang) => {
    const singles = of('single');
    const longest = singles.filter(({ options, answer }) => {
      const right = options.find(({ id }) => id === answer)!.text[lang].length;
      return options.every(({ id, text }) => id === answer || text[lang].length < right);
    });
    expect(longest.length, longest.map(({ id }) => id).join(', ')).toBeLessThanOrEqual(
      Math.ceil(singles.length * 0.4),
    );
  });
});

/** Sandboxes whose model is there to pose questions. */
const models = import.meta.glob('/src/sandboxes/*/model.ts');

describe.each(pages)('the items of $slug', ({ quiz, sandbox }) => {
  it('are of at least three kinds, one not a choice, one graded by the engine', () => {
    const kinds = new Set(quiz.map(({ kind }) => kind));
    expect(kinds.size).toBeGreaterThanOrEqual(3);
    expect([...kinds].some((kind) => kind !== 'single' && kind !== 'several')).toBe(true);
    if (models[`/src/sandboxes/${sandbox}/model.ts`]) expect([...kinds]).toContain('computed');
  });
});

/** A stem that asks for the exception is read wrongly; an option that speaks of the others breaks when they are shuffled. */
const EXCEPTION =
  /\bNOT\b|\bEXCEPT\b|(which|what) .{0,40}\bnot\b.{0,12}(true|correct)|(아닌|않은|틀린|잘못된|옳지 않은) 것(은|을)/;
const OTHERS = /(all|none|both) of the above|위의? (모두|모든)|정답 ?없음|보기 (모두|중)/i;

describe.each(items)('$id', (item) => {
  it('asks in both languages, and not for the exception', () => {
    for (const lang of LANGUAGES) expect(item.stem[lang]).not.toMatch(EXCEPTION);
  });
  if (item.kind === 'single' || item.kind === 'several') {
    it('says why of every option, and none speaks of the others', () => {
      for (const { text, why } of item.options) {
        for (const lang of LANGUAGES) {
          expect(why[lang].trim()).not.toBe('');
          expect(text[lang]).not.toMatch(OTHERS);
        }
      }
    });
    it('has its key among its options, and something wrong too', () => {
      const ids = item.options.map(({ id }) => id);
      const keys = [item.answer].flat();
      expect(ids).toEqual(expect.arrayContaining(keys));
      expect(keys.length).toBeLessThan(ids.length);
      expect(new Set(ids).size).toBe(ids.length);
    });
  }
  if (item.kind === 'match') {
    it('says why of every pair, and most partners are somebody’s', () => {
      for (const { why } of item.pairs) for (const lang of LANGUAGES) expect(why[lang].trim()).not.toBe('');
      const taken = new Set(item.pairs.map(({ partner }) => partner));
      expect(item.partners.length - taken.size).toBeLessThanOrEqual(2);
      expect(taken.size).toBeGreaterThanOrEqual(2);
    });
    it.each(languages)('has partners that a list on a phone can hold (%s)', (lang) => {
      for (const { text } of item.partners)
        expect(text[lang].length).toBeLessThanOrEqual(lang === 'ko' ? 24 : 44);
    });
  }
  if (item.kind === 'say') {
    it.each(languages)('has a model answer that can be said in half a minute (%s)', (lang) => {
      const length = item.answer[lang].length;
      expect(length).toBeGreaterThanOrEqual(lang === 'ko' ? 110 : 220);
      expect(length).toBeLessThanOrEqual(lang === 'ko' ? 240 : 480);
    });
    it('names three to six points, each short enough to tick at a glance', () => {
      expect(item.points.length).toBeLessThanOrEqual(6);
      for (const { text } of item.points) {
        expect(text.ko.length, text.ko).toBeLessThanOrEqual(60);
        expect(text.en.length, text.en).toBeLessThanOrEqual(110);
      }
    });
  }
  if (item.kind !== 'computed' && item.kind !== 'predict' && item.kind !== 'trace') {
    it.each(languages)('grades its own key as right (%s)', (lang) => {
      const question = inLanguage(item, lang) as Posed; // as every item is that the engine has no say in
      expect(refuse(question, keyOf(question))).toBeUndefined();
      expect(grade(question, keyOf(question)).score).toBe(1);
    });
  }
  if (item.kind === 'short') {
    it('takes every accepted form, and no mistake that it names', () => {
      const question = inLanguage(item, 'ko');
      for (const form of [...item.accept.ko, ...item.accept.en])
        expect(grade(question, form).score, form).toBe(1);
      for (const [n, mistake] of item.mistakes.entries()) {
        for (const form of mistake.accept) {
          expect(grade(question, form), form).toMatchObject({ score: 0, mistake: question.mistakes[n]!.why });
        }
      }
    });
  }
  if (item.kind === 'number') {
    it('names no mistake that would be right', () => {
      const question = inLanguage(item, 'en');
      for (const { value, why } of question.mistakes) {
        expect(grade(question, String(value)), String(value)).toMatchObject({ score: 0, mistake: why });
      }
    });
  }
  if (item.kind === 'computed' && item.question === 'window-throughput') {
    it('takes what the rule of thumb gives, in any unit of rate, and what the engine measured', async () => {
      for (let nth = 0; nth < 12; nth += 1) {
        const drawn = await pose(item, nth);
        const asked = posed(inLanguage(item, 'en'), drawn, 'en');
        const kbps = (Number(drawn.values['window']) * 8) / Number(drawn.values['rttMs']);
        for (const typed of [`${kbps}`, `${kbps / 1000} Mbit/s`, String(drawn.answer)])
          expect(grade(asked, typed).score, typed).toBe(1);
        expect(grade(asked, String(kbps * 1.2)).score).toBe(0);
        expect(grade(asked, String(kbps / 2)).score).toBe(0);
      }
    });
  }
  if (item.kind === 'computed') {
    it.each(languages)(
      'is asked anew each time, and its text names no value that is not there (%s)',
      async (lang) => {
        const question = inLanguage(item, lang);
        const stems = new Set<string>();
        for (let nth = 0; nth < 12; nth += 1) {
          const asked = posed(question, await pose(item, nth), lang);
          expect(asked.stem + ('why' in asked ? asked.why : '')).not.toMatch(/[{}]|undefined|NaN/);
          expect(grade(asked, keyOf(asked)).score).toBe(1);
          if (asked.kind === 'number')
            expect(Math.round(asked.answer * 1000) / 1000, 'can be typed').toBe(asked.answer);
          stems.add(asked.stem);
        }
        expect(stems.size).toBeGreaterThanOrEqual(4);
      },
    );
  }
});
