import { verdictOf, type ItemKind } from '../contract.ts';
import { matches } from '../written.ts';

/** A word or a name, typed; right in either language, in any spelling that is accepted. */
export const short: ItemKind<'short'> = {
  kind: 'short',
  key: (question) => question.accept.en[0]!,
  refuse: (_, answer) => (typeof answer === 'string' && answer.trim() !== '' ? undefined : 'empty'),
  grade(question, answer) {
    const typed = typeof answer === 'string' ? answer : '';
    const score = matches(typed, [...question.accept.ko, ...question.accept.en]) ? 1 : 0;
    const names = [question.accept.ko[0]!, question.accept.en[0]!];
    return {
      score,
      verdict: verdictOf(score),
      parts: [],
      key: [...new Set(names)].join(' · '),
      mistake: score === 1 ? undefined : question.mistakes.find((one) => matches(typed, one.accept))?.why,
      why: question.why,
    };
  },
};
