import { inHangul, inLatin } from '#i18n/keyboard.ts';

/** Particles and endings that a Korean reader may write after a word. Longest first: '에서' before '서'. */
const ENDINGS = [
  ...[
    '이라고합니다',
    '라고합니다',
    '이라고요',
    '이라고',
    '라고요',
    '입니다',
    '이에요',
    '이란',
    '라고',
    '예요',
    '에서',
    '에게',
    '으로',
    '이다',
    '이요',
  ],
  ...['은', '는', '이', '가', '을', '를', '의', '에', '로', '와', '과', '란', '요', '도'],
];

/** What is compared: Unicode form, case, width, spaces, hyphens, quotation marks and stops make no difference. */
export const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^\s*(?:an?|the)\s+(?=\S)/, '')
    .replace(/[\s\-‐-―_.,·'"‘’“”`()[\]!?]/g, '')
    .normalize('NFC');

const withoutEnding = (word: string): string[] =>
  ENDINGS.filter((ending) => word.length > ending.length && word.endsWith(ending)).map((ending) =>
    word.slice(0, -ending.length),
  );

const HANGUL = /[ㄱ-ㅎㅏ-ㅣ가-힣]/;

/** Typed with the keyboard in the other language: 'zotl' is 캐시, 'ㅁ차' is ack. */
function otherKeyboard(typed: string): string {
  return HANGUL.test(typed) ? inLatin(typed) : (inHangul(typed) ?? typed);
}

/** Whether what was typed is one of the accepted forms. */
export function matches(typed: string, accepted: readonly string[]): boolean {
  const forms = new Set(accepted.map(plain).filter((form) => form !== ''));
  const words = [plain(typed), plain(otherKeyboard(typed))];
  return words.some((word) => forms.has(word) || withoutEnding(word).some((stem) => forms.has(stem)));
}
