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

/**
 * Extra forms for the words of a page: the tail of a compound that is a word itself (비연결형 -> 연결형) and
 * initial consonants (소켓 -> ㅅㅋ). Only for words the vocabulary knows, which keeps the index near its size.
 */
export function extraForms(text: string, vocabulary: Vocabulary): string[] {
  const { known } = vocabulary;
  const forms = new Set<string>();
  const present = new Set(wordsOf(text));
  for (const word of present) {
    if (!/[가-힣]/.test(word)) continue;
    for (const noun of nounsOf(word, vocabulary)) {
      forms.add(initials(noun));
      for (let cut = 1; cut <= noun.length - 2; cut++) {
        const tail = noun.slice(cut);
        if (known.has(tail) && !present.has(tail)) forms.add(tail);
      }
    }
  }
  return [...forms].filter((form) => form.length > 1).sort();
}

function nounsOf(word: string, { known, nouns }: Vocabulary): readonly string[] {
  const before = nouns.get(word);
  if (before) return before;
  const found = [word, ...stems(word)].filter((noun) => known.has(noun));
  nouns.set(word, found);
  return found;
}
