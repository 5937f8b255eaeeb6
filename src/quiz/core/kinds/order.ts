import { listOf, verdictOf, type ItemKind } from '../contract.ts';

/** Steps to be put in order; the answer is the list of ids. Scored by how many pairs stand the right way round, above chance. */
export const order: ItemKind<'order'> = {
  kind: 'order',
  key: (question) => question.steps.map(({ id }) => id),
  refuse(question, answer) {
    const given = listOf(answer);
    return question.steps.every(({ id }) => given.includes(id)) ? undefined : 'empty';
  },
  grade(question, answer) {
    const known = question.steps.map(({ id }) => id);
    const given = listOf(answer).filter((id) => known.includes(id));
    const complete = given.length === known.length;
    const score = complete ? aboveChance(inOrder(given, known)) : 0;
    const parts = question.steps.map((step, place) => ({
      ...step,
      chosen: given.includes(step.id),
      key: given[place] === step.id,
    }));
    return { score, verdict: verdictOf(score), parts, why: question.why };
  },
};

/** The share of pairs that stand in `given` as they do in `right`. */
function inOrder(given: readonly string[], right: readonly string[]): number {
  let pairs = 0;
  let good = 0;
  for (let i = 0; i < given.length; i += 1) {
    for (let j = i + 1; j < given.length; j += 1) {
      pairs += 1;
      if (right.indexOf(given[i]!) < right.indexOf(given[j]!)) good += 1;
    }
  }
  return pairs === 0 ? 1 : good / pairs;
}

/** A shuffled list has half of its pairs right: that earns nothing. */
const aboveChance = (share: number) => Math.max(0, 2 * share - 1);
