import { itemCard, questionCard, type Card, type Page } from '#cards/card.ts';
import type { Deck } from '#cards/anki/collection.ts';
import { LANGUAGES, type Language } from '#i18n/languages.ts';
import type { Posed } from '#quiz/core/kinds.ts';
import { match, number, order, several, short, single } from '../quiz/build.ts';

export { LANGUAGES };
export const posed: readonly Posed[] = [single, several, order, number, short, match];

export const page: Page = {
  slug: 'time-wait',
  topic: 'tcp-udp',
  level: 'mid',
  question: 'Why does `TIME_WAIT` exist?',
  oneLine: 'To answer a <repeated> FIN & keep "late" segments out.',
  thirtySeconds: 'There are two reasons.',
  address: 'https://example.org/net/en/qa/time-wait/',
  sources: [
    {
      title: 'RFC 9293',
      section: '§3.6.1',
      url: 'https://www.rfc-editor.org/rfc/rfc9293.html#section-3.6.1',
    },
  ],
  picture: { name: 'keepalive-0123.svg', svg: '<svg xmlns="http://www.w3.org/2000/svg"/>', alt: 'the "run"' },
};
const words = { run: 'See it run', page: 'Read' };

export const cards = (lang: Language): Card[] => [
  questionCard(page, { lang, deck: 'questions', words }),
  ...posed.map((one) => itemCard(one, page, { lang, deck: 'tcp-udp', words, sources: page.sources })!),
];

export const deck = (lang: Language, more: Partial<Deck> = {}): Deck => ({
  lang,
  name: 'Keepalive',
  description: 'about',
  parts: [
    { id: 'questions', name: '0 Questions' },
    { id: 'tcp-udp', name: '1 TCP' },
  ],
  modified: 1_790_000_000,
  cards: cards(lang),
  ...more,
});
