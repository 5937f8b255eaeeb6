/** How Korean developers say what is written in Latin letters and digits: in syllables. A word not listed fails the test by name. */
const SYLLABLES: Readonly<Record<string, number>> = {
  SYN: 1, // 신
  ACK: 2, // 애크
  'SYN-ACK': 3,
  MSS: 4, // 엠에스에스
  RTT: 3, // 알티티
  TTL: 3, // 티티엘
  TCP: 3,
  QUIC: 1, // 퀵
  CUBIC: 2,
  BBR: 3,
  UDP: 3,
  FIN: 1, // 핀
  'TIME-WAIT': 5,
  RST: 4, // 알에스티
  'CLOSE-WAIT': 6,
  SEQ: 2, // 시크
  IP: 3, // 아이피
  DMA: 4, // 디엠에이
  'no-cache': 3, // 노캐시
  'no-store': 4, // 노스토어
  private: 4, // 프라이빗
  HTTP: 6, // 에이치티티피
  CORS: 3, // 코르스
  98: 3, // 구십팔
  99: 3, // 구십구
  TLS: 4, // 티엘에스
  keepalive: 5, // 킵얼라이브
  STOMP: 2, // 스톰프
  SockJS: 5, // 속제이에스
  API: 5, // 에이피아이
};

/** Syllables of a Korean text read aloud. */
export function syllables(korean: string): number {
  const hangul = korean.match(/[가-힣]/g)?.length ?? 0;
  const foreign = korean.match(/[A-Za-z][A-Za-z-]*|\d+/g) ?? [];
  return foreign.reduce((sum, word) => {
    const spoken = SYLLABLES[word];
    if (spoken === undefined)
      throw new Error(`how is "${word}" read aloud? Add it to tests/content/spoken.ts`);
    return sum + spoken;
  }, hangul);
}

/** Words of an English text. */
export const words = (english: string): number => english.trim().split(/\s+/).length;
