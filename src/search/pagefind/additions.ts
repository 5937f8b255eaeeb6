import { isLanguage, type Language } from '#i18n/languages.ts';
import type { Entry } from '#schemas/entry.ts';
import type { Term } from '#schemas/glossary.ts';
import type { ContentFiles } from '#schemas/read.ts';
import { consonants, tails, vocabulary, wordsOf } from '../core/augment.ts';
import type { Named } from '../core/names.ts';

/** What the index knows of a page beside its text. `meta` is searched; of it only `summary` is ever shown. `filters` narrow a search. */
export interface Addition {
  readonly meta: Record<string, string>;
  readonly filters: Record<string, string>;
}
export interface Additions {
  /** For a built file, such as 'ko/qa/three-way-handshake/index.html'. */
  of(path: string): Addition;
  /** What the pages of a language are looked for by. */
  named(lang: Language): readonly Omit<Named, 'id'>[];
}

const NONE: Addition = { meta: {}, filters: {} };

/**
 * `names`: every form of the terms that it treats, so that it comes before those that only use them;
 * `about`: the question in both languages, and its other phrasings;
 * `summary`: the answer in one line, shown where a page was found by something that it does not say itself;
 * `forms`: forms of the terms it uses, initial consonants and tails of compounds of its words.
 */
export function additions(content: ContentFiles): Additions {
  const terms = new Map(content.glossary.flatMap(({ data }) => Object.entries(data as Record<string, Term>)));
  const questions = new Map(
    content.questions.map((one) => [one.slug, { entry: one.entry?.data as Entry, prose: one.prose }]),
  );
  const known = vocabulary([
    ...[...terms.values()].flatMap((term) => [term.name.ko, ...(term.forms?.ko ?? [])]),
    ...[...questions.values()].flatMap(({ entry, prose }) => [prose.ko ?? '', textOf(entry, 'ko')]),
  ]);
  const namesOf = (slug: string, lang: Language): string[] => {
    const forms = [...terms.values()].filter((term) => term.page === slug).flatMap(formsOf);
    return [...forms, ...(lang === 'ko' ? consonants(forms.join(' '), known) : [])];
  };
  const named = (lang: Language): Omit<Named, 'id'>[] =>
    [...questions].map(([slug, { entry }]) => ({
      url: `/${lang}/qa/${slug}/`,
      title: entry.question[lang],
      topic: entry.topic,
      level: entry.level,
      summary: summaryOf(entry, lang),
      names: [...new Set(namesOf(slug, lang).map((name) => name.toLowerCase()))],
      asked: [entry.question[lang === 'ko' ? 'en' : 'ko'], ...entry.phrasings[lang]],
    }));
  const of = (path: string): Addition => {
    const [lang, kind, slug] = path.split('/');
    const question = kind === 'qa' ? questions.get(slug ?? '') : undefined;
    if (!question || !isLanguage(lang)) return NONE;
    const { entry, prose } = question;
    const treated = [...terms.values()].filter((term) => term.page === slug);
    const used = entry.terms
      .map((id) => terms.get(id))
      .filter((term) => term !== undefined && term.page !== slug);
    const about = [entry.question.ko, entry.question.en, ...entry.phrasings[lang]];
    const names = namesOf(slug!, lang);
    const forms = [
      ...used.flatMap((term) => formsOf(term!)),
      ...(lang === 'ko'
        ? [
            ...tails([prose.ko ?? '', textOf(entry, 'ko'), ...treated.flatMap(formsOf)].join(' '), known),
            ...consonants([entry.question.ko, ...entry.phrasings.ko].join(' '), known),
          ]
        : []),
    ];
    return {
      meta: {
        names: once(names),
        about: once(about),
        forms: once(forms),
        summary: summaryOf(entry, lang),
      },
      filters: { topic: entry.topic, level: entry.level },
    };
  };
  return { of, named };
}

const summaryOf = (entry: Entry, lang: Language): string => entry.oneLine[lang].replaceAll('`', '');

/** A name with a hyphen or a space is looked for without it too: 3-way, 3way. */
const formsOf = (term: Term): string[] =>
  [term.name.ko, term.name.en, ...(term.forms?.ko ?? []), ...(term.forms?.en ?? [])].flatMap((name) => [
    name,
    name.replace(/[-\s]/g, ''),
  ]);

const textOf = (entry: Entry, lang: Language): string =>
  [entry.question[lang], ...entry.phrasings[lang], entry.oneLine[lang], entry.thirtySeconds[lang]].join(' ');

/** Each word once: counting is left to the text. */
const once = (texts: readonly string[]): string =>
  [...new Set(texts.flatMap((text) => text.toLowerCase().split(/\s+/).concat(wordsOf(text))))].join(' ');
