import { holds } from '#engine/kernel/statement.ts';
import type { Run } from '#engine/kernel/trace.ts';
import { listOf, verdictOf, type ItemKind } from '../contract.ts';
import type { Answer, QuestionOf } from '../question.ts';

/** Marks in an answer beside the ids of what was reached: a hint was looked at, and the reader asked to be told. */
const HINT = '?';
const TOLD = '!';

/**
 * A state that a sandbox is to be brought into. The answer names the parts of the goal that the run met, and what help was
 * taken: each hint costs its share, so that what was reached with help comes back sooner.
 */
export const goal: ItemKind<'goal'> = {
  kind: 'goal',
  key: (question) => question.parts.map(({ id }) => id),
  refuse(question, answer) {
    if (!Array.isArray(answer)) return 'not-begun';
    const given = listOf(answer);
    return wasTold(answer) || question.parts.every(({ id }) => given.includes(id)) ? undefined : 'unmet';
  },
  grade(question, answer) {
    const given = listOf(answer);
    const parts = question.parts.map((part) => ({
      id: part.id,
      text: part.text,
      chosen: given.includes(part.id),
      key: true,
      why: given.includes(part.id) ? undefined : part.missing,
    }));
    const met = parts.filter((part) => part.chosen).length / parts.length;
    const help = wasTold(answer) ? 0.5 : 1 - hintsTaken(answer) / (question.hints.length + 1);
    const score = goal.refuse(question, answer) === undefined ? met * Math.max(0, help) : 0;
    return { score, verdict: verdictOf(score), parts, why: question.why };
  },
};

export const hintsTaken = (answer: unknown): number =>
  listOf(answer).filter((one) => one.startsWith(HINT)).length;

export const withHint = (answer: Answer): string[] => [...listOf(answer), HINT + hintsTaken(answer)];
export const wasTold = (answer: unknown): boolean => listOf(answer).includes(TOLD);
export const told = (answer: Answer): string[] => [...listOf(answer), TOLD];

/** The answer with the parts that this run meets, and no others. */
export function measured(question: QuestionOf<'goal'>, answer: Answer, run: Run): string[] {
  const met = question.parts.filter((part) => holds(run, part.holds)).map(({ id }) => id);
  const help = listOf(answer).filter((one) => one.startsWith(HINT) || one === TOLD);
  return [...met, ...help];
}
