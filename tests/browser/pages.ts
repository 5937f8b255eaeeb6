import { models } from '#sandboxes/models.ts';

/** Every kind of page, in a language; but the book, which is all answers on one. */
export const pagesIn = (lang: string) => [
  '/',
  '/404.html',
  `/${lang}/404/`,
  ...[
    '',
    'qa/three-way-handshake/',
    'qa/what-is-caching/',
    'qa/sockets-in-java/',
    'quiz/',
    'quiz/notebook/',
    'quiz/interview/',
    'quiz/statistics/',
    'glossary/',
    'tracks/',
    'tracks/one-hour/',
    'sandboxes/',
    'sandboxes/cdn/',
    'sources/',
    'misconceptions/',
    'cheat-sheet/',
    'cards/',
    'embed/',
    'offline/',
  ].map((path) => `/${lang}/${path}`),
  `/embed/quiz/three-way-handshake/?lang=${lang}`,
  ...models.map(({ id }) => `/embed/sandbox/${id}/?lang=${lang}`),
];
