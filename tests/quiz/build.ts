import type { Review } from '#quiz/core/log.ts';
import type { QuestionOf } from '#quiz/core/question.ts';

const common = { version: 1, stem: 'stem', level: 'junior' as const, misconceptions: [], why: 'why' };

/** Small questions for the tables; only what a table speaks about differs. */
export const single: QuestionOf<'single'> = {
  ...common,
  id: 'one',
  kind: 'single',
  options: [
    { id: 'a', text: 'A', why: 'because a' },
    { id: 'b', text: 'B', why: 'because b', scenario: 'lost-syn' },
    { id: 'c', text: 'C', why: 'because c' },
  ],
  answer: 'b',
};
export const several: QuestionOf<'several'> = {
  ...common,
  id: 'some',
  kind: 'several',
  options: ['a', 'b', 'c', 'd'].map((id) => ({ id, text: id, why: `because ${id}` })),
  answer: ['a', 'b'],
};
export const order: QuestionOf<'order'> = {
  ...common,
  id: 'steps',
  kind: 'order',
  steps: ['syn', 'syn-ack', 'ack', 'data'].map((id) => ({ id, text: id })),
};
export const match: QuestionOf<'match'> = {
  id: 'pairs',
  version: 1,
  stem: 'stem',
  level: 'junior',
  misconceptions: [],
  kind: 'match',
  pairs: [
    { id: 'tcp', text: 'TCP', partner: 'segment', why: 'because tcp' },
    { id: 'udp', text: 'UDP', partner: 'datagram', why: 'because udp' },
    { id: 'ethernet', text: 'Ethernet', partner: 'frame', why: 'because ethernet' },
  ],
  partners: ['segment', 'datagram', 'frame', 'bit'].map((id) => ({ id, text: id })),
};
export const number: QuestionOf<'number'> = {
  ...common,
  id: 'amount',
  kind: 'number',
  answer: 1460,
  tolerance: 0,
  unit: '바이트',
  mistakes: [{ value: 1500, why: 'headers count too' }],
};
export const short: QuestionOf<'short'> = {
  ...common,
  id: 'word',
  kind: 'short',
  accept: { ko: ['핸드셰이크', '핸드쉐이크'], en: ['handshake'] },
  mistakes: [{ accept: ['teardown', '종료'], why: 'that is the end' }],
};

export const say: QuestionOf<'say'> = {
  id: 'aloud',
  version: 1,
  stem: 'stem',
  level: 'junior',
  misconceptions: [],
  kind: 'say',
  points: ['numbers', 'three', 'states', 'options'].map((id) => ({ id, text: id })),
  answer: 'well said',
};

export const goal: QuestionOf<'goal'> = {
  ...common,
  id: 'reach',
  kind: 'goal',
  sandbox: 'tcp-connection',
  scenario: 'clean',
  parts: [
    { id: 'a', text: 'a', missing: 'no a', holds: { count: { kind: 'send' }, is: { min: 1 } } },
    { id: 'b', text: 'b', missing: 'no b', holds: { count: { kind: 'lost' }, is: { min: 1 } } },
  ],
  hints: ['one', 'two'],
};

export const review = (item: string, at: number, score: number, more: Partial<Review> = {}): Review => ({
  type: 'review',
  id: `${item}-${at}`,
  at,
  item,
  version: 1,
  kind: 'single',
  score,
  ms: 1000,
  session: '',
  answer: 'a',
  ...more,
});

export const DAY = 86_400_000;
