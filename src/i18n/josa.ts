/** Korean particles change with the last sound of the word before them; numbers and Latin names have one too. */

type Ending = 'vowel' | 'rieul' | 'consonant';

/** How Korean developers read what ends so: SYN is 신, packet 패킷, client 클라이언트. Longest ending wins. */
const LATIN_ENDINGS: readonly (readonly [RegExp, Ending])[] = [
  // a letter by itself is read by its name: 엘, 알; 엠, 엔; all others end in a vowel
  [/(?<![a-z])[lr]$/i, 'rieul'],
  [/(?<![a-z])[mn]$/i, 'consonant'],
  [/(?<![a-z])[a-z]$/i, 'vowel'],
  // addresses and files: 슬래시, 뉴스, 씨에스에스, 제이에스, 웹피
  [/(\/|news|\.css|\.js|\.webp)$/i, 'vowel'],
  [/(client|rst|host|request|byte|rate|state|cache|timeout|mss|rtt|ms|close|wait)$/i, 'vowel'],
  [/(rto|udp|tcp|ip|http|lru|fifo|lfu|sieve)$/i, 'vowel'],
  [/(url|label|hol|ttl|ssl)$/i, 'rieul'],
  [/(syn|fin|isn|listen|open|ack|packet|socket|clock|cdn|len|sent|window|origin|push|psh)$/i, 'consonant'],
];

function endingOf(word: string): Ending | undefined {
  const last = word.at(-1) ?? '';
  const syllable = last.codePointAt(0)! - 0xac00;
  if (syllable >= 0 && syllable < 11172) {
    const final = syllable % 28;
    return final === 0 ? 'vowel' : final === 8 ? 'rieul' : 'consonant';
  }
  // 영 일 이 삼 사 오 육 칠 팔 구; a trailing zero is also 십, 백, 천, 만: closed all the same
  if (/\d/.test(last)) return '178'.includes(last) ? 'rieul' : '036'.includes(last) ? 'consonant' : 'vowel';
  return LATIN_ENDINGS.find(([pattern]) => pattern.test(word))?.[1];
}

/** The form of `pair` ('은/는', '이/가', '을/를', '과/와', '으로/로') that follows `word`; both, where its sound is not known. */
export function josa(word: string, pair: string): string {
  const [closed, open] = pair.split('/') as [string, string];
  const ending = endingOf(word.replace(/[)\]}'"’”»]+$/, ''));
  if (ending === undefined) return `${closed}(${open})`;
  if (ending === 'rieul' && closed === '으로') return open;
  return ending === 'vowel' ? open : closed;
}
