import {
  hasHangul,
  isInitials,
  isSyllables,
  otherLayout,
  shortened,
  splitClusters,
  stems,
} from './hangul.ts';

/** A way to read what was typed, and how far its hits are to be believed (1: as typed). */
export interface Attempt {
  readonly text: string;
  readonly weight: number;
}

/** What people type around the thing they look for. */
const AROUND = new Set(
  (
    '무엇 무엇인가 무엇인가요 무엇인지 뭐 뭐야 뭐지 뭔지 뭔가요 뭐예요 뜻 의미 설명 설명해 설명해줘 설명해주세요 설명하세요 알려줘 대해 대해서 대한 대하여 그리고 ' +
    "a an the is are was be of in on to for and or do does did can how why when who which with by from at it its i what whats what's explain describe define tell me about please you"
  ).split(' '),
);

/** One form for what looks the same: composed letters, narrow Latin, single spaces, no marks of a question; and lower case. */
export const normalize = (text: string): string => tidy(text).toLowerCase();

const tidy = (text: string): string =>
  splitClusters(
    text
      .normalize('NFC')
      .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
      .replace(/[?!"'“”‘’`~,;。？]+/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  );

const words = (text: string): string[] => (text === '' ? [] : text.split(' '));

/** The words that carry the question; all of them where nothing would be left. */
function telling(all: readonly string[]): readonly string[] {
  const kept = all.filter((word) => !AROUND.has(word.toLowerCase()));
  return kept.length > 0 ? kept : all;
}

/** The word without its particles; whole where less than two syllables would be left ('제한' is not '제' + '한'). */
const stripped = (word: string): string => stems(word).find((stem) => stem.length > 1) ?? word;

/**
 * The readings to search at once, each once: as typed, without the words around; particles stripped; spaces closed; the other keyboard layout.
 * @example readings('thzpt 이란') // as typed, then '소켓 이란'
 */
export function readings(query: string): Attempt[] {
  const all = telling(words(normalize(query)));
  const bare = all.map(stripped);
  const joined = all.length > 1 && all.every((word) => hasHangul(word)) ? all.join('') : undefined;
  // whole syllables are seldom a slip of the keyboard: their Latin reading waits among the last resorts
  // (asked before letters become small: Shift makes ㅖ of ㅔ, so 'gosemtPdlzm' is 핸드셰이크)
  const switched = telling(words(tidy(query))).map((word) =>
    (isSyllables(word) ? word : (otherLayout(word) ?? otherLayout(word.toLowerCase()) ?? word)).toLowerCase(),
  );
  return distinct([
    { text: all.join(' '), weight: 1 },
    { text: bare.join(' '), weight: 0.95 },
    ...(joined ? [{ text: joined, weight: 0.9 }] : []),
    { text: switched.join(' '), weight: 0.6 },
    { text: switched.map(stripped).join(' '), weight: 0.57 },
  ]);
}

/** Longer than any term typed with the wrong keyboard: its letters would only find whatever begins with the first of them. */
const LONGEST_LATIN = 12;
const shortLatin = (word: string): string | undefined => {
  const latin = otherLayout(word);
  return latin !== undefined && latin.length <= LONGEST_LATIN ? latin : undefined;
};

/** What is left to try, one after the other, when no reading found anything: trailing syllables given up, then the Latin keys of Hangul. */
export function lastResorts(query: string): Attempt[] {
  const all = telling(words(normalize(query)));
  const latin = all.map((word) => (isSyllables(word) ? (shortLatin(word) ?? word) : word)).join(' ');
  const candidates = all.flatMap((word) => [word, otherLayout(word) ?? '']).filter(isSyllables);
  const shorter = candidates.flatMap((word) =>
    shortened(word).map((text) => ({ text, weight: text.length / word.length })),
  );
  return distinct([...(hasHangul(latin) ? [] : [{ text: latin, weight: 0.3 }]), ...shorter])
    .filter(({ text }) => text !== all.join(' '))
    .sort((a, b) => b.weight - a.weight);
}

/** The words to mark on the page that was found: those of all readings, longest first. */
export function marksOf(query: string): string[] {
  const all = readings(query).flatMap((reading) => words(reading.text));
  return [...new Set(telling(all))]
    .filter((word) => word.length > 1 && !isInitials(word))
    .sort((a, b) => b.length - a.length);
}

function distinct(attempts: readonly Attempt[]): Attempt[] {
  const best = new Map<string, Attempt>();
  for (const attempt of attempts) {
    if (attempt.text === '' || (best.get(attempt.text)?.weight ?? -1) >= attempt.weight) continue;
    best.set(attempt.text, attempt);
  }
  return [...best.values()];
}
