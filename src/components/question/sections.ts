/** The parts of an answer page that its table of contents lists: their ids, the same in every language, and the keys of their names. */
export const SECTIONS = [
  'predict',
  'one-line',
  'thirty-seconds',
  'listen-for',
  'sandbox',
  'answer',
  'misconceptions',
  'follow-ups',
  'check',
  'sources',
] as const;
