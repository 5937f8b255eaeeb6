import { getChoseong, hasBatchim } from 'es-hangul';
import { inHangul, inLatin } from '#i18n/keyboard.ts';

const HANGUL = /[ㄱ-ㅎㅏ-ㅣ가-힣]/;
const SYLLABLES = /^[가-힣]+$/;

export const hasHangul = (text: string): boolean => HANGUL.test(text);
export const isSyllables = (text: string): boolean => SYLLABLES.test(text);

/** 'ㅅㅋ' for '소켓'; empty where something else than Hangul syllables stands in the word. */
export const initials = (word: string): string => (isSyllables(word) ? getChoseong(word) : '');

export const isInitials = (text: string): boolean => /^[ㄱ-ㅎ]+$/.test(text);

/** A keyboard joins two initial consonants into one letter (ㄱㅅ becomes ㄳ): taken apart again. */
const CLUSTERS: Readonly<Record<string, string>> = {
  ㄳ: 'ㄱㅅ',
  ㄵ: 'ㄴㅈ',
  ㄶ: 'ㄴㅎ',
  ㄺ: 'ㄹㄱ',
  ㄻ: 'ㄹㅁ',
  ㄼ: 'ㄹㅂ',
  ㄽ: 'ㄹㅅ',
  ㄾ: 'ㄹㅌ',
  ㄿ: 'ㄹㅍ',
  ㅀ: 'ㄹㅎ',
  ㅄ: 'ㅂㅅ',
};
export const splitClusters = (text: string): string =>
  text.replace(/[ㄳㄵㄶㄺ-ㅀㅄ]/g, (letter) => CLUSTERS[letter] ?? letter);

type After = 'closed' | 'open' | 'open or ㄹ' | 'any';

/** What Korean hangs on a noun, longest first, and what the noun's last syllable must be for it. */
const ENDINGS: readonly (readonly [After, string])[] = [
  ['closed', '이란 이라는 이라고 이라면 이라도 이라 이나 이며 이고 이랑 이에요 인가요 인가 인지 이다'],
  ['open', '란 라는 라고 라면 라도 나 며 랑 예요 다'],
  ['closed', '은 이 을 과 으로 으로는 으로도 으로서 으로써 으로부터'],
  ['open', '는 가 를 와'],
  ['open or ㄹ', '로 로는 로도 로서 로써 로부터'],
  [
    'any',
    '입니다 입니까 인가요 인가 인지 이란 에게서 에게 에서는 에서도 에서의 에서 에는 에도 에 의 도 만 만의 까지 부터 보다 처럼 마다 마저 조차 한테 밖에 이나',
  ],
  [
    'any',
    '하는 하다 하기 하면 하고 하지 하여 해서 해야 했다 합니다 할 한 해 되는 되다 되면 되어 된 될 됩니다 시키는 시킨',
  ],
];

const ALL = ENDINGS.flatMap(([after, list]) => list.split(' ').map((ending) => ({ after, ending }))).sort(
  (a, b) => b.ending.length - a.ending.length,
);

function fits(stem: string, after: After): boolean {
  if (after === 'any') return true;
  const last = stem.at(-1)!;
  const closed = hasBatchim(last);
  if (after === 'open or ㄹ') return !closed || (last.codePointAt(0)! - 0xac00) % 28 === 8;
  return after === 'closed' ? closed : !closed;
}

/**
 * What may be left of a word without its particle, shortest stem first: '소켓이란' -> ['소켓'], '포트에서는' -> ['포트', '포트에서'].
 * A particle counts only where the sound before it allows it, so '평가' and '차이' stay whole. At least one syllable is left.
 */
export function stems(word: string): string[] {
  const found = new Set<string>();
  for (const { after, ending } of ALL) {
    const stem = word.slice(0, -ending.length);
    if (word.endsWith(ending) && stem !== '' && /[가-힣]$/.test(stem) && fits(stem, after)) found.add(stem);
    // after a Latin word or a number its sound is not asked: 'TCP는', 'SYN이란', '3-way의'
    else if (word.endsWith(ending) && /[a-z0-9)]$/i.test(stem)) found.add(stem);
  }
  return [...found];
}

/** The same keys on the other layout: 'thzpt' -> '소켓', 'ㅅ체' -> 'tcp'. Undefined where that gives no word. */
export function otherLayout(word: string): string | undefined {
  if (/^[a-z]{4,}$/i.test(word)) {
    const hangul = inHangul(word) ?? '';
    return isSyllables(hangul) && hangul.length > 1 ? hangul : undefined;
  }
  if (!/^[ㄱ-ㅎㅏ-ㅣ가-힣]+$/.test(word) || isInitials(word)) return undefined;
  const latin = inLatin(word).toLowerCase();
  return /^[a-z]{2,}$/.test(latin) ? latin : undefined;
}

/** Trailing syllables given up one by one, two are left: '핸드셰이킹' -> ['핸드셰이', '핸드셰', '핸드']. */
export function shortened(word: string): string[] {
  if (!isSyllables(word)) return [];
  return Array.from({ length: Math.max(0, word.length - 2) }, (_, n) => word.slice(0, word.length - 1 - n));
}
