import { verdictOf, type ItemKind } from '../contract.ts';

/** One of the options; the answer is its id. */
export const single: ItemKind<'single'> = {
  kind: 'single',
  key: (question) => question.answer,
  refuse: (question, answer) => (question.options.some(({ id }) => id === answer) ? undefined : 'empty'),
  grade(question, answer) {
    const score = answer === question.answer ? 1 : 0;
    const parts = question.options.map((option) => ({
      ...option,
      chosen: option.id === answer,
      key: option.id === question.answer,
    }));
    return { score, verdict: verdictOf(score), parts };
  },
};
