import { initials, isSyllables, stems } from './hangul.ts';

/** What a word or a name may be looked for under, beside itself. Built once for the whole site, then asked for each page. */
export interface Vocabulary {
  /** Hangul words that stand alone somewhere in the corpus or the glossary. */
  readonly known: ReadonlySet<string>;
  /** What each word has been found to stand for, kept: pages share most of their words. */
  readonly nouns: Map<string, readonly string[]>;
}

/** Words as Pagefind cuts them: at white space and at marks; lower case. */
export const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];

export function vocabulary(texts: Iterable<string>): Vocabulary {
  const known = new Set<string>();
  for (const text of texts)
    for (const word of wordsOf(text)) if (isSyllables(word) && word.length > 1) known.add(word);
  return { known, nouns: new Map() };
}

/** Tails of compounds that are words themselves (비연결형 -> 연결형). Only what the vocabulary knows, which keeps the index near its size. */
export function tails(text: string, vocabulary: Vocabulary): string[] {
  const forms = new Set<string>();
  const present = new Set(wordsOf(text));
  for (const noun of nounsIn(present, vocabulary))
    for (let cut = 1; cut <= noun.length - 2; cut++) {
      const tail = noun.slice(cut);
      if (vocabulary.known.has(tail) && !present.has(tail)) forms.add(tail);
    }
  return [...forms].sort();
}

/** Initial consonants of its nouns (소켓 -> ㅅㅋ). For names and questions: those of every word of the prose would be most of the index. */
export const consonants = (text: string, vocabulary: Vocabulary): string[] =>
  [...new Set(nounsIn(new Set(wordsOf(text)), vocabulary).map(initials))]
    .filter((form) => form.length > 1)
    .sort();

const nounsIn = (words: ReadonlySet<string>, vocabulary: Vocabulary): string[] =>
  [...words].filter((word) => /[가-힣]/.test(word)).flatMap((word) => nounsOf(word, vocabulary));

function nounsOf(word: string, { known, nouns }: Vocabulary): readonly string[] {
  const before = nouns.get(word);
  if (before) return before;
  const found = [word, ...stems(word)].filter((noun) => known.has(noun));
  nouns.set(word, found);
  return found;
}
