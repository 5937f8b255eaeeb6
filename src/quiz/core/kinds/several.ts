import { listOf, verdictOf, type ItemKind } from '../contract.ts';

/**
 * Some of the options; the answer is a list of ids. Every right one earns its share, every wrong one takes one back:
 * neither choosing nothing nor choosing everything pays.
 */
export const several: ItemKind<'several'> = {
  kind: 'several',
  key: (question) => question.answer,
  refuse(question, answer) {
    const chosen = listOf(answer);
    return question.options.some(({ id }) => chosen.includes(id)) ? undefined : 'empty';
  },
  grade(question, answer) {
    const chosen = listOf(answer);
    const parts = question.options.map((option) => ({
      ...option,
      chosen: chosen.includes(option.id),
      key: question.answer.includes(option.id),
    }));
    const hits = parts.filter((part) => part.chosen && part.key).length;
    const slips = parts.filter((part) => part.chosen && !part.key).length;
    const score = Math.max(0, (hits - slips) / question.answer.length);
    return { score, verdict: verdictOf(score), parts };
  },
};
