/** A word of an answer and when a speaker who takes `seconds` for the whole has said it, from 0 to 1. */
export interface Paced {
  /** Where it begins in the text, and where it ends: with what stands behind it up to the next word. */
  readonly from: number;
  readonly to: number;
  readonly said: number;
  /** The last word of a sentence. */
  readonly ends: boolean;
}

/** What a full stop and a comma take, in syllables: a breath of about half a second, and half of that. */
const STOP = 3;
const COMMA = 1.5;

/** The words of a text with their share of the time, by syllables; pauses count to the word before them. */
export function paced(text: string): Paced[] {
  const words = [...text.matchAll(/\S+\s*/g)].map(({ 0: word, index }) => {
    const said = word.trimEnd();
    const ends = /[.?!]["'”’)]*$/.test(said);
    const pause = ends ? STOP : /[,;:]$/.test(said) ? COMMA : 0;
    return { from: index, to: index + word.length, ends, weight: syllables(said) + pause };
  });
  const whole = words.reduce((sum, { weight }) => sum + weight, 0);
  let before = 0;
  return words.map(({ weight, ...word }) => {
    before += weight;
    return { ...word, said: before / whole };
  });
}

/**
 * Syllables of a word, near enough to pace by: Hangul has one a letter; capitals and digits are read out one by one; of
 * other Latin words the groups of vowels count, but for a last e.
 */
export function syllables(word: string): number {
  const hangul = word.match(/[가-힣]/g)?.length ?? 0;
  const spelled = word.match(/\d|[A-Z](?![a-z])/g)?.length ?? 0;
  const vowels = word.replace(/[A-Z](?![a-z])/g, '').match(/[aeiouy]+/gi)?.length ?? 0;
  const silent = vowels > 1 && /[^aeiouy]e\W*$/i.test(word) ? 1 : 0;
  return Math.max(1, hangul + spelled + vowels - silent);
}

/** The index of the word that is being said at `share` (0 to 1) of the time; -1 before the first. */
export const wordAt = (words: readonly Paced[], share: number): number => {
  const at = words.findIndex(({ said }) => share < said);
  return share <= 0 ? -1 : at < 0 ? words.length - 1 : at;
};
