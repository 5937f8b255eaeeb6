import { disassemble } from 'es-hangul';
import MiniSearch from 'minisearch';
import { wordsOf } from './augment.ts';
import { isInitials, isSyllables, stems } from './hangul.ts';
import { readings } from './query.ts';

/** What a page is looked for by: the names of the terms that it treats, and the questions that it answers; and what is shown of it. */
export interface Named {
  /** Of the page's record in the index. */
  readonly id: string;
  /** From the site's root. */
  readonly url: string;
  readonly title: string;
  readonly topic: string;
  readonly level: string;
  /** The answer in one line. */
  readonly summary: string;
  readonly names: readonly string[];
  readonly asked: readonly string[];
}

/** The pages that a query names, by their records, with how well it names them: up to 1, and above where it is a name and nothing else. */
export type NamedBy = ReadonlyMap<string, { readonly page: Named; readonly score: number }>;
export type ByName = (query: string) => NamedBy;

/** Slips that are believed in a word of so many letters, where nothing is written like it. */
const slips = (letters: number): number => (letters < 5 ? 0 : letters < 6 ? 1 : 2);
/** On top of all else for a page whose name the query is, and for one whose name it begins or is a slip for. */
const EXACT = 1;
const NEAR = 0.5;
/** On top for a page that is named by all of several words. */
const WHOLE = 0.3;

/**
 * Finds pages by their names and questions alone, of which there are so few that they are all here: any of the words will do, words that
 * are nowhere are taken for slips of those that are like them, letter by letter, Hangul taken apart as it is typed.
 */
export function byName(pages: readonly Named[]): ByName {
  const terms = new Set<string>();
  const syllables = new Set<string>();
  const byId = new Map(pages.map((page) => [page.id, page]));
  const exact = new Map<string, string[]>();
  const index = new MiniSearch<Named>({
    fields: ['names', 'title', 'asked'],
    extractField: (page, field) => [page[field as keyof Named]].flat().join('\n'),
    tokenize,
    processTerm: (word) => {
      const found = termsOf(word);
      for (const term of found) terms.add(term);
      if (isSyllables(word)) for (const one of stemmed(word)) syllables.add(one);
      return found;
    },
  });
  index.addAll(pages);
  for (const { id, names } of pages)
    for (const name of names) {
      const key = lettersOf(squeezed(name));
      exact.set(key, [...(exact.get(key) ?? []), id]);
    }
  const begun = (term: string): boolean => {
    for (const other of terms) if (other.startsWith(term)) return true;
    return false;
  };
  /** Korean written without spaces, of words that are known: 포트번호범위 -> 포트, 번호, 범위. */
  const cut = (word: string): string[] =>
    isSyllables(word) && !stemmed(word).some((one) => begun(lettersOf(one)))
      ? (covered(word, syllables) ?? [word])
      : [word];
  const cutUp = (text: string): string[] => tokenize(text).flatMap(cut);
  const options = {
    tokenize: cutUp,
    boost: { names: 3, title: 2 },
    weights: { fuzzy: 0.3, prefix: 0.4 },
    processTerm: termsOf,
    prefix: (term: string) => term.length > 1,
    fuzzy: (term: string) => (/\d/.test(term) || isInitials(term) || begun(term) ? 0 : slips(term.length)),
  };
  return (query) => {
    const found = new Map<string, { page: Named; score: number }>();
    const put = (id: string, score: number) =>
      found.set(id, { page: byId.get(id)!, score: Math.max(found.get(id)?.score ?? 0, score) });
    for (const { text, weight } of readings(query))
      for (const id of exact.get(lettersOf(squeezed(text))) ?? []) put(id, weight + EXACT);
    // what is a name is not the beginning of another, nor a slip for it
    const isName = found.size > 0;
    for (const { text, weight } of readings(query)) {
      const hits = index.search(text, options);
      const words = cutUp(text);
      for (const hit of hits) {
        const whole =
          words.length > 1 &&
          words.every((word) => termsOf(word).some((term) => hit.queryTerms.includes(term)));
        put(String(hit.id), weight * (hit.score / hits[0]!.score + (whole ? WHOLE : 0)));
        if (words.length > 1 || isName) continue;
        for (const near of hit.terms.flatMap((term) => exact.get(term) ?? [])) put(near, weight + NEAR);
      }
    }
    return found;
  };
}

/** A line under words is a space in names: CLOSE_WAIT, CLOSE-WAIT. */
const tokenize = (text: string): string[] => wordsOf(text.replaceAll('_', ' '));

/** 'Three-way handshake' and '3 way handshake' without what may be left out of a name. */
const squeezed = (name: string): string => tokenize(name).join('');

/** What a word is compared by: itself and what is left of it without a particle or the s of a plural, in letters. */
const termsOf = (word: string): string[] => stemmed(word).map(lettersOf);
const stemmed = (word: string): string[] => {
  const bare = isSyllables(word) ? stems(word).filter((stem) => stem.length > 1) : [];
  const one = /^[a-z]{3,}[^s]s$/.test(word) ? [word.slice(0, -1)] : [];
  return [...new Set([word, ...bare, ...one])];
};
/** The words that a word is made of, the longest first; of two syllables at least, the last with or without its particle. */
function covered(word: string, known: ReadonlySet<string>): string[] | undefined {
  if (stemmed(word).some((one) => known.has(one))) return [word];
  for (let length = word.length - 2; length > 1; length -= 1) {
    const rest = known.has(word.slice(0, length)) && covered(word.slice(length), known);
    if (rest) return [word.slice(0, length), ...rest];
  }
  return undefined;
}
const lettersOf = (word: string): string => (isSyllables(word) ? disassemble(word) : word);
