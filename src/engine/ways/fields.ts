import { formatHttpDate } from '../cache/http-cache/http-date.ts';
import { SECOND, type Ns } from '../kernel/time.ts';
import type { Field } from '../http/message.ts';

export const HOST: Field = ['Host', 'app.example'];

/** What a program of one's own sends, and what a browser adds to every request of a page, its cookies too. */
export const REQUEST_FIELDS: Readonly<Record<'few' | 'browser', readonly Field[]>> = {
  few: [HOST],
  browser: [
    HOST,
    [
      'User-Agent',
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
    ],
    ['Accept', '*/*'],
    ['Accept-Encoding', 'gzip, deflate, br, zstd'],
    ['Accept-Language', 'ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7'],
    ['Referer', 'http://app.example/'],
    ['Cookie', 'session=4f6cbd1a9e0c4be79d5a3f1f6e2b8c07; theme=dark; consent=1'],
  ],
};

/** The run begins at 2026-11-21 00:00:00 UTC. */
const EPOCH_SECONDS = 1_795_219_200;

/** RFC 9110 §6.6.1: a server with a clock says when it answered. */
export const responseFields = (now: Ns, type: string): Field[] => [
  ['Date', formatHttpDate(EPOCH_SECONDS + Math.floor(now / SECOND))],
  ['Server', 'example'],
  ['Cache-Control', 'no-store'],
  ['Content-Type', type],
];
