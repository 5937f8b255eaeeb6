import { listOf, verdictOf, type ItemKind } from '../contract.ts';

/**
 * Said aloud or written down, and then graded by the reader: the answer is the list of points that he heard himself make
 * (none of them is an answer too), and no list as long as he has not looked at the points.
 */
export const say: ItemKind<'say'> = {
  kind: 'say',
  key: (question) => question.points.map(({ id }) => id),
  refuse: (_, answer) => (Array.isArray(answer) ? undefined : 'unsaid'),
  grade(question, answer) {
    const made = listOf(answer);
    const parts = question.points.map((point) => ({ ...point, chosen: made.includes(point.id), key: true }));
    const score = parts.filter((part) => part.chosen).length / parts.length;
    return { score, verdict: verdictOf(score), parts, why: question.answer };
  },
};
